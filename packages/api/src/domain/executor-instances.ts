import { NEXT_SYNC_IN_MS } from "./executor-presence.ts";

/** A process that has lately synced under an executor's name. Those that name no instance count as one. */
export interface Instance {
  readonly instanceId: string | null;
  readonly host: string | null;
  /** Where its latest recorded sync came from; null when none was recorded yet. */
  readonly address: string | null;
  readonly firstSyncAt: Date;
  readonly lastSyncAt: Date;
  /** When, in the last minute, it synced again after a newer instance had synced. */
  readonly returnedAt: readonly Date[];
}

/** The instances that synced under one executor's name in the last minute, ordered by their first sync. */
export type InstanceTrail = readonly Instance[];

/** For how long instances and returns are remembered. */
const REMEMBERED_MS = 60_000;
/** Returns that are needed: one alone may be a message that was late. */
const MIN_RETURNS = 2;
/** For how long an instance may go on beside the one that replaces it, as pods do. */
const OVERLAP_MS = 25_000;
/** How often it syncs again in that time, at the pace the server asks for. */
const RETURNS_IN_OVERLAP = OVERLAP_MS / NEXT_SYNC_IN_MS;
/** Instances kept at once: the one seen longest ago is removed first. */
const MAX_INSTANCES = 8;
/** For how long an executor counts as duplicated after a return. */
const DUPLICATED_FOR_MS = 60_000;
/** While it does, a return is recorded this often. */
const RECORD_AGAIN_AFTER_MS = 30_000;

/**
 * Notes that an instance synced, and judges whether two use one name at the same time: the same older instance has synced
 * again after newer ones, twice within a minute, and for longer or more often than while another one replaces it.
 * @param before the instance that synced before, as the executor's row names it.
 */
export function noteInstance(
  trail: InstanceTrail,
  before: Pick<Instance, "instanceId" | "host" | "lastSyncAt">,
  current: Pick<Instance, "instanceId" | "host" | "address">,
  now: Date,
): { readonly trail: InstanceTrail; readonly isDuplicated: boolean } {
  const isRecent = (at: Date) => isWithin(REMEMBERED_MS, at, now);
  const unknown = { address: null, firstSyncAt: before.lastSyncAt, returnedAt: [] };
  const known = put(trail, { ...unknown, ...before }, before).filter(({ lastSyncAt }) => isRecent(lastSyncAt));
  const position = positionOf(known, current);
  const isReturn = position !== -1 && position < positionOf(known, before);
  const returnedAt = (known[position]?.returnedAt ?? []).filter(isRecent).slice(-RETURNS_IN_OVERLAP);
  if (isReturn) returnedAt.push(now);

  const synced = { ...current, lastSyncAt: now, returnedAt };
  const after = put(known, { ...synced, firstSyncAt: now }, synced);
  const newestSince = after.at(-1)?.firstSyncAt ?? now;
  const isOverlap = returnedAt.length <= RETURNS_IN_OVERLAP && now.getTime() - newestSince.getTime() <= OVERLAP_MS;
  return { trail: withoutOldest(after), isDuplicated: isReturn && returnedAt.length >= MIN_RETURNS && !isOverlap };
}

/** Whether an executor counts as duplicated at `now`. @param duplicatedAt when that was judged last, if ever. */
export function isDuplicated(duplicatedAt: Date | null, now: Date): boolean {
  return duplicatedAt !== null && isWithin(DUPLICATED_FOR_MS, duplicatedAt, now);
}

/** Until when syncs of a duplicated executor's known instances need not be recorded. */
export function recordAgainAt(duplicatedAt: Date): Date {
  return new Date(duplicatedAt.getTime() + RECORD_AGAIN_AFTER_MS);
}

/** Since when executors must have been judged duplicated to count as such at `now`. */
export function duplicatedSince(now: Date): Date {
  return new Date(now.getTime() - DUPLICATED_FOR_MS);
}

type Named = Pick<Instance, "instanceId">;

function positionOf(instances: readonly Named[], { instanceId }: Named): number {
  return instances.findIndex((instance) => instance.instanceId === instanceId);
}

/** Adds an instance as the newest. A known instance only gets the fields of this sync. */
function put(instances: InstanceTrail, added: Instance, changed: Partial<Instance>): Instance[] {
  const position = positionOf(instances, added);
  if (position === -1) return [...instances, added];
  return instances.map((instance, index) => (index === position ? { ...instance, ...changed } : instance));
}

function withoutOldest(instances: InstanceTrail): InstanceTrail {
  if (instances.length <= MAX_INSTANCES) return instances;
  const oldest = instances.reduce((a, b) => (b.lastSyncAt < a.lastSyncAt ? b : a));
  return instances.filter((instance) => instance !== oldest);
}

/** Servers' clocks may differ, and may be set: an instant far ahead is as good as none. */
function isWithin(ms: number, at: Date, now: Date): boolean {
  return Math.abs(now.getTime() - at.getTime()) < ms;
}
