import type pg from "pg";

/** What `pg` answers to a BEGIN. */
const BEGUN = { command: "BEGIN", rowCount: null, oid: 0, rows: [], fields: [] };
const READS = /^\s*SELECT\b/i;

type Query = (statement: unknown, ...rest: unknown[]) => Promise<unknown>;

/**
 * Makes a connection in pipeline mode send BEGIN together with the transaction's first reads: a round trip less, for which
 * whoever revokes a key waits. What may write is held back until BEGIN was answered: had it failed, the statement would be a
 * change of its own. A read that locks what it reads may go: on its own it would give the lock up at once. When BEGIN fails,
 * so does every statement up to the ROLLBACK.
 */
export function beginWithFirstRead(connection: pg.ClientBase): void {
  const query = connection.query.bind(connection) as Query;
  /** Until BEGIN is answered. */
  let beginning: Promise<void> | null = null;
  /** Whether a statement is held back: then all that follow are, since each may count on those before it. */
  let isHolding = false;

  const begin: Query = (...statement) => {
    isHolding = false;
    const begun = query(...statement).then(() => {
      beginning = null;
    });
    // Heard by the statements that follow, if any does.
    begun.catch(() => undefined);
    beginning = begun;
    return Promise.resolve(BEGUN);
  };

  connection.query = ((...statement: Parameters<Query>) => {
    const text = textOf(statement[0]);
    if (text === "BEGIN") return begin(...statement);
    const begun = beginning;
    if (begun === null) return query(...statement);
    if (text === "ROLLBACK") {
      // Whatever became of BEGIN, and behind what is held back.
      const rollBack = () => {
        beginning = null;
        return query(...statement);
      };
      return begun.then(rollBack, rollBack);
    }
    isHolding ||= !READS.test(text);
    if (isHolding) return begun.then(() => query(...statement));
    return Promise.all([query(...statement), begun]).then(([result]) => result);
  }) as typeof connection.query;
}

function textOf(statement: unknown): string {
  if (typeof statement === "string") return statement;
  return statement instanceof Object && "text" in statement ? String(statement.text) : "";
}
