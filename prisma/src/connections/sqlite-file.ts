import { closeSync, openSync } from "node:fs";

/** Creates a missing file readable by its owner only. SQLite gives the side files of a database the database's mode. */
export function createPrivately(file: string): void {
  try {
    closeSync(openSync(file, "wx", 0o600));
  } catch (error) {
    // An existing one is not even opened: closing it would drop the locks this process holds on it.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}
