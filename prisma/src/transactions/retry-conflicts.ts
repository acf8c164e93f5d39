import { setTimeout as sleep } from "node:timers/promises";

const ATTEMPTS = 6;
const FIRST_PAUSE_MS = 10;

/**
 * Runs `work` again when PostgreSQL took it back because of a concurrent transaction (serialization failure, deadlock):
 * at most 6 times, with pauses that double and a random part, so that two rivals do not meet again.
 * @throws what `work` threw last.
 */
export async function retryConflicts<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || !isConflict(error)) throw error;
      await sleep(FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + Math.random()));
    }
  }
}

/** Prisma's code for both, PostgreSQL's own ones in case a raw statement let them through. */
const CONFLICT_CODES = new Set(["P2034", "40001", "40P01"]);

function isConflict(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, cause, meta } = error as Error & {
    code?: unknown;
    cause?: unknown;
    meta?: { driverAdapterError?: unknown };
  };
  if (typeof code === "string" && CONFLICT_CODES.has(code)) return true;
  if (hasKind(cause, "TransactionWriteConflict")) return true;
  return isConflict(cause) || isConflict(meta?.driverAdapterError);
}

function hasKind(cause: unknown, kind: string): boolean {
  return typeof cause === "object" && cause !== null && (cause as { kind?: unknown }).kind === kind;
}
