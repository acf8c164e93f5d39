import type { TestServer } from "./test-server.ts";

/** Counts every statement that reaches the database's driver. */
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
