import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { CommandFailure, EXIT } from "../exit-codes.ts";

/** Makes the folder of a file for a secret, for its user alone. @param result said when it can't be made: what that means. */
export function makeFolderOf(file: string, result: string): void {
  const path = dirname(file);
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new CommandFailure(EXIT.cannotCreateFile, `${path} can't be created (${code}). ${result}`);
  }
}
