import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** Changes the database behind a server's back, to what would take a person or days to come about. */
export function changeDatabase(dataFolder: string, change: (database: DatabaseSync) => void): void {
  const database = new DatabaseSync(join(dataFolder, "excalibur.db"));
  try {
    // Large changes stay in the log: a server refuses to go on with a file that another program has written to.
    database.exec("PRAGMA busy_timeout = 5000; PRAGMA wal_autocheckpoint = 0");
    change(database);
  } finally {
    database.close();
  }
}
