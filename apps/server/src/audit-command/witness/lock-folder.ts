import { join } from "node:path";
import { DatabaseInUseError } from "@excalibur/db/errors";
import { lockSqliteFile, type SqliteLock } from "@excalibur/db/sqlite-lock";
import { EXIT_TRY_AGAIN, WitnessFailure } from "./witness-failure.ts";

/**
 * Makes this process the only one that signs by a witness's folder: two could sign heads that exclude each other. The lock ends
 * with the process, however it ends.
 * @throws WitnessFailure when another process has it.
 */
export async function lockFolder(folder: string): Promise<SqliteLock> {
  try {
    return await lockSqliteFile(join(folder, "witness"));
  } catch (error) {
    if (!(error instanceof DatabaseInUseError)) throw error;
    const words = `Another process runs the witness in ${folder}. Stop that one first, or make a new witness in another folder.`;
    throw new WitnessFailure(EXIT_TRY_AGAIN, words);
  }
}
