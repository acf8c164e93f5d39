import { createHash, randomBytes } from "node:crypto";
import { chmodSync, existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { formatSecret, hintOf, SECRET_RANDOM_BYTES } from "@excalibur/api/key-secret";
import { CommandFailure, EXIT } from "./exit-codes.ts";
import type { Output } from "./output.ts";

/**
 * A secret made here, of which the server only ever learns the hash. It is on disk before the key exists, so that no key is
 * left without its secret.
 */
export class NewSecret {
  readonly #secret = formatSecret(randomBytes(SECRET_RANDOM_BYTES));
  readonly #target: string;
  readonly #isStdout: boolean;

  /** @param target a path, or `-` for standard output. @throws CommandFailure when the file can't be written. */
  constructor(target: string, { mayReplace }: { mayReplace: boolean }) {
    this.#target = target;
    this.#isStdout = target === "-";
    if (this.#isStdout) return;
    if (!mayReplace && existsSync(target)) {
      throw new CommandFailure(EXIT.cannotCreateFile, `${target} is there already. Name a file that is not.`);
    }
    try {
      writeFileSync(this.#waiting, `${this.#secret}\n`, { mode: 0o600 });
      chmodSync(this.#waiting, 0o600);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
      throw new CommandFailure(EXIT.cannotCreateFile, `${target} can't be written (${code}). No key was created.`);
    }
  }

  /** What the server is sent. */
  get hashed(): { secretHash: string; hint: string } {
    return { secretHash: createHash("sha256").update(this.#secret).digest("hex"), hint: hintOf(this.#secret) };
  }

  /** The key exists: its secret goes where it was asked for. */
  keep({ out }: Output): void {
    if (this.#isStdout) out(`${this.#secret}\n`);
    else renameSync(this.#waiting, this.#target);
  }

  /** No key has this secret. */
  discard(): void {
    if (!this.#isStdout) rmSync(this.#waiting, { force: true });
  }

  get #waiting(): string {
    return `${this.#target}.new`;
  }
}
