import type { ConnectionStatus } from "../connect/connection-events.ts";

/** As long as the server itself shows an executor as online after its latest sync. */
export const READY_FOR_MS = 30_000;

/** The answers to probes. */
export interface HealthAnswer {
  readonly healthy: boolean;
  readonly words: string;
}

/**
 * Whether the process does its work. A refusal is no reason to restart it: a new process would be refused as well.
 * @param nowMs monotonic, as in `nextMoveByMs`
 */
export function liveness(status: ConnectionStatus, nowMs: number): HealthAnswer {
  if (status.state === "stopped") return { healthy: true, words: "stopping" };
  if (nowMs <= status.nextMoveByMs) return { healthy: true, words: `alive, ${status.state}` };
  return { healthy: false, words: "stuck: nothing has happened for far longer than planned" };
}

/**
 * Whether the executor is connected: its key accepted, and that not long ago.
 * @param nowMs monotonic, as in `lastSyncMs`
 */
export function readiness(status: ConnectionStatus, nowMs: number): HealthAnswer {
  if (status.state === "stopped") return { healthy: false, words: "stopping" };
  if (status.state === "connecting" || status.lastSyncMs === null) {
    return { healthy: false, words: status.trouble === null ? "not connected yet" : troubleOf(status) };
  }
  if (status.state === "refused") return { healthy: false, words: troubleOf(status) };
  const plannedMs = status.answer?.nextSyncInMs ?? 0;
  if (nowMs - status.lastSyncMs > Math.max(READY_FOR_MS, 2 * plannedMs)) {
    return { healthy: false, words: status.trouble === null ? "no sync for too long" : troubleOf(status) };
  }
  return { healthy: true, words: "connected" };
}

function troubleOf({ state, trouble }: ConnectionStatus): string {
  return trouble === null ? state : `${state} (${trouble.code}): ${trouble.message}`;
}
