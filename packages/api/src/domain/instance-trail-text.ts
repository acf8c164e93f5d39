import type { InstanceTrail } from "./executor-instances.ts";

/** Short, because it is part of a row that moves every few seconds; instants in milliseconds. */
type Written = readonly (readonly [
  instanceId: string | null,
  host: string | null,
  address: string | null,
  firstSyncAt: number,
  lastSyncAt: number,
  returnedAt: readonly number[],
])[];

/** A trail as an executor's row keeps it: JSON. */
export function writeInstanceTrail(trail: InstanceTrail): string {
  const written: Written = trail.map(({ instanceId, host, address, firstSyncAt, lastSyncAt, returnedAt }) => {
    const returns = returnedAt.map((at) => at.getTime());
    return [instanceId, host, address, firstSyncAt.getTime(), lastSyncAt.getTime(), returns];
  });
  return JSON.stringify(written);
}

/** @param text as `writeInstanceTrail` wrote it; null while only one instance was seen. */
export function readInstanceTrail(text: string | null): InstanceTrail {
  if (text === null) return [];
  return (JSON.parse(text) as Written).map(([instanceId, host, address, firstSyncAt, lastSyncAt, returnedAt]) => ({
    instanceId,
    host,
    address,
    firstSyncAt: new Date(firstSyncAt),
    lastSyncAt: new Date(lastSyncAt),
    returnedAt: returnedAt.map((at) => new Date(at)),
  }));
}
