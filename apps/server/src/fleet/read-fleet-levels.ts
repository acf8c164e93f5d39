import { stateEdges, type ExecutorState } from "@excalibur/api/server";
import { countByStateAndVersion, type DatabaseClient, type Dialect } from "@excalibur/db";

/** Within how many days keys are counted that expire. */
export const EXPIRY_DAYS = [1, 7, 30] as const;
/** Versions with a series of their own; executors of the others are counted together. */
const MOST_VERSIONS = 20;
const DAY_MS = 24 * 60 * 60 * 1000;

/** How the executors and keys of all organizations are doing, at one moment. */
export interface FleetLevels {
  readonly executors: readonly { readonly state: ExecutorState; readonly version: string; readonly count: number }[];
  /** Keys that are good now and expire within so many days, those of fewer days among them. */
  readonly expiringKeys: readonly { readonly days: number; readonly count: number }[];
}

/** Statements that read every executor, and the keys that expire: not to be asked often. */
export async function readFleetLevels(client: DatabaseClient, dialect: Dialect, now: Date): Promise<FleetLevels> {
  const [executors, expiringKeys] = await Promise.all([
    countByStateAndVersion(client, dialect, stateEdges(now)),
    Promise.all(
      EXPIRY_DAYS.map(async (days) => {
        const expiresAt = { gt: now, lte: new Date(now.getTime() + days * DAY_MS) };
        return { days, count: await client.apiKey.count({ where: { revokedAt: null, expiresAt } }) };
      }),
    ),
  ]);
  return {
    executors: groupVersions(executors),
    expiringKeys,
  };
}

/** Keeps the commonest versions apart: executors choose what they call theirs. */
export function groupVersions(executors: FleetLevels["executors"]): FleetLevels["executors"] {
  const totals = new Map<string, number>();
  for (const { version, count } of executors) totals.set(version, (totals.get(version) ?? 0) + count);
  const common = [...totals].toSorted((a, b) => b[1] - a[1]).slice(0, MOST_VERSIONS);
  const kept = new Set(common.map(([version]) => version));
  const grouped = new Map<string, FleetLevels["executors"][number]>();
  for (const { state, version: own, count } of executors) {
    const version = kept.has(own) ? own : "other";
    const key = `${state} ${version}`;
    grouped.set(key, { state, version, count: count + (grouped.get(key)?.count ?? 0) });
  }
  return [...grouped.values()];
}
