import type pg from "pg";
import { StatementBatch, type StatementConfig } from "./statement-batch.ts";

/** What `pg` answers to a BEGIN. */
const BEGUN = { command: "BEGIN", rowCount: null, oid: 0, rows: [], fields: [] };

type Query = (statement: string | StatementConfig | StatementBatch, ...rest: unknown[]) => Promise<pg.QueryResult>;

/**
 * Makes a connection in pipeline mode send together what a transaction says in one go, and BEGIN with what it says first:
 * whoever revokes a key waits for each round trip. When one of them fails, so does the transaction up to its ROLLBACK, and a
 * COMMIT that was sent with them commits nothing.
 */
export function batchTransactions(connection: pg.ClientBase): void {
  const query = connection.query.bind(connection) as unknown as Query;
  let isInside = false;
  /** Why the transaction can't go on. Had BEGIN failed, each statement behind it would be a change of its own. */
  let failure: { readonly error: unknown } | null = null;
  let batch: StatementBatch | null = null;

  const send = () => {
    if (batch === null) return;
    // Each of its statements hears what becomes of it.
    void query(batch);
    batch = null;
  };

  const begin = () => {
    isInside = true;
    failure = null;
    batch = new StatementBatch();
    // Heard by what is sent with it.
    batch.add({ text: "BEGIN" }).catch(() => undefined);
    return Promise.resolve(BEGUN);
  };

  const say = (statement: StatementConfig): Promise<pg.QueryResult> => {
    if (batch === null) batch = new StatementBatch();
    const answer = batch.add(statement);
    process.nextTick(send);
    return answer.catch((error: unknown) => {
      failure ??= { error };
      throw error;
    });
  };

  const rollBack: Query = (...statement) => {
    send();
    isInside = false;
    return query(...statement);
  };

  const commit = async (statement: StatementConfig): Promise<pg.QueryResult> => {
    try {
      if (failure !== null) throw failure.error;
      return await say(statement);
    } catch (error) {
      // It may have been skipped, and whoever is given the connection next must not be inside.
      await query("ROLLBACK").catch(() => undefined);
      throw error;
    } finally {
      isInside = false;
    }
  };

  connection.query = ((...statement: Parameters<Query>) => {
    const config = asConfig(statement[0]);
    const text = config?.text ?? "";
    if (text === "BEGIN") return begin();
    if (!isInside || config === null) return query(...statement);
    if (text === "ROLLBACK") return rollBack(...statement);
    if (text.startsWith("ROLLBACK TO")) failure = null;
    if (text === "COMMIT") return commit(config);
    return failure === null ? say(config) : Promise.reject(failure.error);
  }) as typeof connection.query;
}

function asConfig(statement: Parameters<Query>[0]): StatementConfig | null {
  if (typeof statement === "string") return { text: statement };
  return "submit" in statement ? null : statement;
}
