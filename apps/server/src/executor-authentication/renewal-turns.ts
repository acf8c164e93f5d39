import type { RenewalTurns, TurnOfRenewal } from "@excalibur/api/server";

/** Executors of this process that renew at one time. Each renewal is two changes, which the audit log takes one after the other. */
const AT_ONCE = 4;
/** Milliseconds after which an executor that was told, and has not renewed, makes room for another. */
const TURN_MS = 2_000;

export interface RenewalTurnOptions {
  readonly monotonicMs: () => number;
  /** Whether a key is in the memory of this process, from which its renewal removes it at every process. */
  readonly holds: (keyId: string) => boolean;
}

/** @returns turns that are over once the key was renewed, or after some seconds: as fast as the database takes the changes. */
export function createRenewalTurns({ monotonicMs, holds }: RenewalTurnOptions): RenewalTurns {
  const turns = new Map<string, { readonly keyId: string; readonly sinceMs: number }>();
  return {
    take(renewal) {
      const nowMs = monotonicMs();
      for (const [turn, { keyId: renewed, sinceMs }] of turns) {
        if (nowMs - sinceMs >= TURN_MS || !holds(renewed)) turns.delete(turn);
      }
      const turn = nameOf(renewal);
      if (turns.has(turn)) return true;
      if (turns.size >= AT_ONCE) return false;
      turns.set(turn, { keyId: renewal.keyId, sinceMs: nowMs });
      return true;
    },
    giveBack: (renewal) => void turns.delete(nameOf(renewal)),
  };
}

function nameOf({ keyId, executorId }: TurnOfRenewal): string {
  return `${keyId} ${executorId}`;
}
