import type { TestServer } from "./test-server.ts";

const RUNS = 6;

/** Counts every statement that reaches the database's driver, those of the server's background work among them. */
export function countStatements(server: TestServer): { stop: () => number } {
  let count = 0;
  const stopListening = server.database.onQuery(() => (count += 1));
  return {
    stop: () => {
      stopListening();
      return count;
    },
  };
}

/**
 * How many statements `work` costs by itself. Background work can only add some, and no job of it runs twice within a second:
 * the least of a few runs is what the work needs.
 */
export async function statementsOf(server: TestServer, work: () => Promise<unknown>): Promise<number> {
  const counts: number[] = [];
  while (counts.length < RUNS) {
    const statements = countStatements(server);
    await work();
    counts.push(statements.stop());
  }
  return Math.min(...counts);
}
