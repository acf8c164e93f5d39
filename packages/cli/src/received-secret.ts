import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { CommandFailure, EXIT } from "./exit-codes.ts";
import type { Output } from "./output.ts";

/** Where a secret goes that the server makes. The place is there before the server is asked. */
export class ReceivedSecret {
  readonly #target: string;
  readonly #file: number | null;
  #isWritten = false;

  /** @param target a path, or `-` for standard output. @throws CommandFailure when the file can't be created. */
  constructor(target: string) {
    this.#target = target;
    try {
      this.#file = target === "-" ? null : openSync(target, "wx", 0o600);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
      throw new CommandFailure(EXIT.cannotCreateFile, `${target} can't be created (${code}). Nothing was changed.`);
    }
  }

  write(secret: string, { out }: Output): void {
    if (this.#file === null) out(`${secret}\n`);
    else writeSync(this.#file, `${secret}\n`);
    this.#isWritten = true;
  }

  /** Takes an empty file away again. */
  close(): void {
    if (this.#file === null) return;
    closeSync(this.#file);
    if (!this.#isWritten) rmSync(this.#target, { force: true });
  }
}
