import { existsSync } from "node:fs";
import { CommandFailure, EXIT } from "./exit-codes.ts";
import type { Output } from "./output.ts";
import { hashSecret, makeSecret, mayHoldSecret, SecretFile, type HashedSecret } from "./secret-file.ts";

/** A secret made here, of which the server only ever learns the hash: for a file, or for standard output. */
export class NewSecret {
  readonly #file: SecretFile | null;
  readonly #shown: string;

  /** @param target a path, or `-` for standard output. @throws CommandFailure when the file can't be written. */
  constructor(target: string, { mayReplace }: { mayReplace: boolean }) {
    if (target !== "-" && (mayReplace ? !mayHoldSecret(target) : existsSync(target))) {
      throw new CommandFailure(EXIT.cannotCreateFile, `${target} is there already. Name a file that is not.`);
    }
    this.#file = target === "-" ? null : new SecretFile(target);
    this.#shown = makeSecret();
  }

  /** What the server is sent. */
  get hashed(): HashedSecret {
    return this.#file?.hashed ?? hashSecret(this.#shown);
  }

  /** Whether an interrupted run had made it: its key may exist. */
  get isTakenUp(): boolean {
    return this.#file?.isTakenUp ?? false;
  }

  /** The key exists: its secret goes where it was asked for. */
  keep({ out }: Output): void {
    if (this.#file === null) out(`${this.#shown}\n`);
    else this.#file.keep();
  }

  /** No key has this secret. */
  discard(): void {
    this.#file?.discard();
  }
}
