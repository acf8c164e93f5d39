import type { Reads } from "@excalibur/api/server";
import type { SendResult } from "../notifications/senders/sender.ts";
import type { PushCursors } from "./push-cursors.ts";
import type { PushSender } from "./push-sender.ts";

const ROWS_AT_ONCE = 100;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5 * 60_000;

interface Options {
  readonly cursors: PushCursors;
  readonly sender: PushSender;
  readonly auditChain: Reads["auditChain"];
  readonly now: () => Date;
  /** Told when a log begins to fail, and when it goes on again. */
  readonly onOutcome: (words: "failing" | "delivered again", about: { organizationId: string; answer: string }) => void;
}

/**
 * Pushes what the logs of all organizations have more than was delivered: in order, at least once, one organization after the
 * other. A row that is not taken holds up its own log only. No row is given up: they are pushed again after a pause that grows.
 */
export async function pushLogs(options: Options): Promise<void> {
  for (const organizationId of await options.cursors.due()) await pushLog(options, organizationId);
}

async function pushLog(options: Options, organizationId: string): Promise<void> {
  const { cursors, sender, auditChain, now, onOutcome } = options;
  const claimed = await cursors.claim(organizationId);
  if (claimed === null) return;
  let { sequence, failures } = claimed;
  for (;;) {
    const rows = await auditChain(organizationId, sequence === 0 ? null : sequence, ROWS_AT_ONCE);
    const last = rows.at(-1);
    if (last === undefined) {
      await cursors.release(organizationId, sequence);
      return;
    }
    const result = await sender.send(rows);
    if (result.outcome !== "delivered") {
      if (failures === 0) onOutcome("failing", { organizationId, answer: result.answer });
      const dueAt = new Date(now().getTime() + pauseAfter(failures, result));
      await cursors.postpone(organizationId, sequence, failures + 1, dueAt);
      return;
    }
    if (failures > 0) onOutcome("delivered again", { organizationId, answer: result.answer });
    if (!(await cursors.advance(organizationId, sequence, last.sequence))) return;
    [sequence, failures] = [last.sequence, 0];
  }
}

/** Milliseconds to wait: what the receiver asks for, or twice as long as before. */
function pauseAfter(failures: number, result: Exclude<SendResult, { outcome: "delivered" }>): number {
  const grown = FIRST_PAUSE_MS * 2 ** Math.min(failures, 20);
  const asked = result.outcome === "try_again" ? (result.afterMs ?? 0) : LONGEST_PAUSE_MS;
  return Math.min(Math.max(grown, asked), LONGEST_PAUSE_MS);
}
