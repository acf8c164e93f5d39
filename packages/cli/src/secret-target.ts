import { CommandFailure, EXIT } from "./exit-codes.ts";

/** Where a secret goes: the path of `--secret-file`, or `-`. @throws CommandFailure unless exactly one was said. */
export function secretTarget({ secretFile, secret }: { secretFile?: string; secret?: string }): string {
  if ((secretFile === undefined) === (secret === undefined)) {
    throw new CommandFailure(
      EXIT.usage,
      "Say where the secret goes: --secret-file PATH, or --secret - for standard output.",
    );
  }
  return secretFile ?? "-";
}
