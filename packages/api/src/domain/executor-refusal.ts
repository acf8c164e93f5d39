import type { KeyRefusalReason } from "./key-refusal.ts";

/** How long after its last try that is written down, in milliseconds, an executor counts as one that goes on trying. */
export const REFUSED_FOR_MS = 150_000;

/** What an executor's row keeps of its tries that were refused. */
export interface RefusalTrail {
  readonly lastSeenAt: Date;
  /** The last try that was written down, of those with the key that it is bound to. */
  readonly refusedAt: Date | null;
  readonly refusedSince: Date | null;
}

/** Whether an executor goes on trying and is refused each time: its last sync that was accepted lies before the last try. */
export function isRefused({ lastSeenAt, refusedAt }: Omit<RefusalTrail, "refusedSince">, now: Date): boolean {
  return refusedAt !== null && refusedAt > lastSeenAt && now.getTime() - refusedAt.getTime() < REFUSED_FOR_MS;
}

/** A try that was refused. */
export interface RefusedTry {
  readonly keyId: string;
  readonly reason: KeyRefusalReason;
  readonly at: Date;
}

/**
 * What a refused try means for the executor that made it: nothing, the first one after it was accepted, or one more. Only a
 * try with the key that the executor is bound to is its own: any other key can be presented under its name.
 */
export function judgeRefusedTry(
  executor: RefusalTrail & { readonly boundKeyId: string | null },
  { keyId, at }: Pick<RefusedTry, "keyId" | "at">,
): "ignored" | "first" | "again" {
  if (executor.boundKeyId !== keyId || at <= executor.lastSeenAt) return "ignored";
  if (executor.refusedAt !== null && at <= executor.refusedAt) return "ignored";
  const isGoingOn =
    executor.refusedSince !== null && executor.refusedAt !== null && executor.refusedAt > executor.lastSeenAt;
  return isGoingOn ? "again" : "first";
}
