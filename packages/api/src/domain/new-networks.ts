const HOUR_MS = 60 * 60 * 1000;

/** For how long a network that a key was used from for the first time is marked as new. */
export const NEW_FOR_MS = 7 * 24 * HOUR_MS;

/** New networks of one key in an hour of which there are events; of more than that the key's page tells. */
const EVENTS_AN_HOUR = 10;

/** A network that a key was used from, and since when. */
export interface KeyNetwork {
  readonly network: string;
  readonly firstAt: Date;
}

/** When a key was used for the first time, as far as it is remembered; null when it is not. */
function firstUse(networks: readonly KeyNetwork[]): number {
  return Math.min(...networks.map(({ firstAt }) => firstAt.getTime()));
}

/** The networks of a key that are marked at `now`: used for the first time lately, and not the ones that it began with. */
export function newNetworks(networks: readonly KeyNetwork[], now: Date): Set<string> {
  const since = Math.max(firstUse(networks), now.getTime() - NEW_FOR_MS);
  return new Set(networks.filter(({ firstAt }) => firstAt.getTime() > since).map(({ network }) => network));
}

/**
 * Whether a use is the one by which a network became known, and deserves an event: it is not the key's first one, and there
 * were not too many lately.
 * @param networks all of the key, this one among them, each with the first use of it.
 */
export function isNewsOfNetwork(networks: readonly KeyNetwork[], use: KeyNetwork): boolean {
  const known = networks.find(({ network }) => network === use.network);
  if (known?.firstAt.getTime() !== use.firstAt.getTime()) return false;
  const atMs = use.firstAt.getTime();
  if (atMs === firstUse(networks)) return false;
  const lately = networks.filter(({ firstAt }) => firstAt.getTime() > atMs - HOUR_MS && firstAt.getTime() <= atMs);
  return lately.length <= EVENTS_AN_HOUR;
}
