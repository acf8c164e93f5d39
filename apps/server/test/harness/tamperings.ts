import { day, type Log } from "./audit-log.ts";

type Tamper = (log: Log) => Promise<unknown>;

const changedField =
  (data: Record<string, unknown>): Tamper =>
  (log) =>
    log.change(4, data);

/** What is done to eight rows, and the number of the first row that is wrong then. */
export const TAMPERINGS: [what: string, tamper: Tamper, firstBad: number, problem: string][] = [
  ["the time of a row", changedField({ at: new Date(day.getTime() + 1) }), 4, "row_changed"],
  ["the kind of actor", changedField({ actorKind: "system" }), 4, "row_changed"],
  ["the actor's id", changedField({ actorId: "usr_x" }), 4, "row_changed"],
  ["the actor's name", changedField({ actorName: "Eve" }), 4, "row_changed"],
  ["the actor's e-mail", changedField({ actorEmail: null }), 4, "row_changed"],
  ["the actor's role", changedField({ actorRole: "owner" }), 4, "row_changed"],
  ["the action", changedField({ action: "api_key.deleted" }), 4, "row_changed"],
  ["the kind of target", changedField({ targetKind: "executor" }), 4, "row_changed"],
  ["the target's id", changedField({ targetId: "key_x" }), 4, "row_changed"],
  ["the target's name", changedField({ targetName: "x" }), 4, "row_changed"],
  ["the details", changedField({ details: '{"cause":"rotation"}' }), 4, "row_changed"],
  ["a space in the details", changedField({ details: '{ "cause":"manual"}' }), 4, "row_changed"],
  ["the source address", changedField({ sourceAddress: "192.0.2.9" }), 4, "row_changed"],
  ["the row's id", changedField({ id: "aud_x" }), 4, "row_changed"],
  ["a row's hash", changedField({ hash: "0".repeat(64) }), 4, "row_changed"],
  ["a row's link", changedField({ previousHash: "0".repeat(64) }), 4, "row_changed"],
  ["the first row", (log) => log.change(1, { targetName: "x" }), 1, "row_changed"],
  ["a row in the middle, deleted", (log) => log.remove(4), 5, "rows_missing"],
  ["the first row, deleted", (log) => log.remove(1), 2, "rows_missing"],
  ["the last row, deleted", (log) => log.remove(8), 8, "end_missing"],
  ["a row inserted at the end", async (log) => insertCopy(log, 9), 9, "row_changed"],
  ["a row inserted before the first", async (log) => insertCopy(log, 0), 0, "row_misplaced"],
  [
    "a row replaced by another of the same content",
    async (log) => {
      await log.change(4, { sequence: 100 });
      await insertCopy(log, 4);
      await log.remove(100);
    },
    4,
    "row_changed",
  ],
  [
    "two rows that changed places",
    async (log) => {
      await log.change(4, { sequence: 100 });
      await log.change(5, { sequence: 4 });
      await log.change(100, { sequence: 5 });
    },
    4,
    "row_changed",
  ],
  [
    "the head, moved back",
    async (log) => log.setHead({ sequence: 6, hash: (await log.row(6)).hash }),
    7,
    "row_misplaced",
  ],
  ["the head's hash", (log) => log.setHead({ sequence: 8, hash: "0".repeat(64) }), 8, "row_changed"],
];

async function insertCopy(log: Log, sequence: number): Promise<void> {
  const row = await log.row(3);
  await log.rows.create({ data: { ...row, id: `aud_${sequence}_${log.organizationId}`, sequence } });
}
