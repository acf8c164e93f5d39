import { dirname, resolve } from "node:path";
import type { ExecutorKind, Labels } from "@excalibur/api/contract";
import { CommandFailure, EXIT } from "../exit-codes.ts";
import { ID_PLACEHOLDER, type WrittenKey } from "./organization-file.ts";
import type { ReadFile } from "./read-organization-file.ts";

/** Where the secret of a new key goes. */
export type SecretPlace =
  | { readonly kind: "file"; readonly path: string; readonly shown: string }
  | { readonly kind: "command"; readonly words: readonly [string, ...string[]] };

/** A key as the file wants it. What is absent is not asked for. */
export interface WantedKey {
  readonly externalId: string;
  readonly name: string;
  /** Null: any. */
  readonly executor: string | null;
  readonly kind?: ExecutorKind;
  readonly note?: string;
  readonly labels?: Labels;
  /** An e-mail address, a member's id, or `none`. */
  readonly owner?: string;
  /** Null: never. */
  readonly expiresInDays?: number | null;
  readonly secret: SecretPlace;
}

/** The keys of a file, with what it says of all of them. @throws CommandFailure when it does not say where each secret goes. */
export function wantedKeys({ path, content, placeOf }: ReadFile): WantedKey[] {
  const { labels: common, defaults = {}, keys = {} } = content;
  const folder = path === "-" ? process.cwd() : dirname(resolve(path));
  const placesTaken = new Map<string, string>();
  return Object.entries(keys).map(([externalId, written]) => {
    const key = { ...defaults, ...written };
    const place = placeOf(["keys", externalId]);
    if (key.secret === undefined) throw misplaced(`${place}: keys.${externalId}: Say where its secret goes: secret.`);
    const secret = placeOfSecret(key.secret, externalId, folder);
    if (secret.kind === "file") {
      const other = placesTaken.get(secret.path);
      if (other !== undefined)
        throw misplaced(`${place}: keys.${externalId}: ${other} has the same file for its secret.`);
      placesTaken.set(secret.path, externalId);
    }
    const labels = common === undefined && key.labels === undefined ? undefined : { ...common, ...key.labels };
    const { name = externalId, executor = null, expiresInDays: days, kind, note, owner } = key;
    return {
      externalId,
      name,
      executor,
      secret,
      ...(kind && { kind }),
      ...(note !== undefined && { note }),
      ...(labels && { labels }),
      ...(owner !== undefined && { owner }),
      ...(days !== undefined && { expiresInDays: days === "never" ? null : days }),
    };
  });
}

function placeOfSecret(
  { file, command = [] }: NonNullable<WrittenKey["secret"]>,
  externalId: string,
  folder: string,
): SecretPlace {
  const filled = (text: string) => text.replaceAll(ID_PLACEHOLDER, externalId);
  if (file !== undefined) return { kind: "file", path: resolve(folder, filled(file)), shown: filled(file) };
  const [program = "", ...words] = command.map(filled);
  return { kind: "command", words: [program, ...words] };
}

function misplaced(words: string): CommandFailure {
  return new CommandFailure(EXIT.invalidInput, `the file can't be used\n${words}`);
}
