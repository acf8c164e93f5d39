import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { receiverUrl } from "@excalibur/api/contract";
import type { Inputs } from "@excalibur/client";
import { CommandFailure, EXIT } from "../exit-codes.ts";
import type { WrittenChannel } from "./channel-section.ts";
import type { ReadFile } from "./read-organization-file.ts";

type Choices = Pick<Inputs["channels"]["create"], "kinds" | "leastLevel" | "offlineMinutes" | "digestAt">;

/** A notification channel as the file wants it. What is absent is not asked for. */
export interface WantedChannel {
  readonly name: string;
  readonly receiver:
    | { readonly kind: "email"; readonly addresses: string[] }
    | { readonly kind: "webhook" | "chat"; readonly url: string };
  readonly choices: Choices;
  /** Where the secret of a webhook goes; null for other kinds. */
  readonly secretFile: { readonly path: string; readonly shown: string } | null;
}

/** The channels of a file. @throws CommandFailure for an address that can't be read from its file. */
export function wantedChannels({ path, content, placeOf }: ReadFile): WantedChannel[] {
  const folder = path === "-" ? process.cwd() : dirname(resolve(path));
  const taken = new Map<string, string>();
  return Object.entries(content.channels ?? {}).map(([name, written]) => {
    const choices = choicesOf(written);
    if (written.kind === "email") {
      return { name, receiver: { kind: written.kind, addresses: written.addresses }, choices, secretFile: null };
    }
    const url = urlOf(written, folder, placeOf(["channels", name, "urlFile"]));
    const receiver = { kind: written.kind, url };
    if (written.kind === "chat") return { name, receiver, choices, secretFile: null };
    const secretFile = { path: resolve(folder, written.secretFile), shown: written.secretFile };
    const other = taken.get(secretFile.path);
    const place = placeOf(["channels", name, "secretFile"]);
    if (other !== undefined) throw misplaced(place, `channels.${name}: ${other} has the same file for its secret.`);
    taken.set(secretFile.path, name);
    return { name, receiver, choices, secretFile };
  });
}

function choicesOf({ kinds, leastLevel, offlineMinutes, digestAt }: WrittenChannel): Choices {
  return {
    ...(kinds && { kinds }),
    ...(leastLevel && { leastLevel }),
    ...(offlineMinutes !== undefined && { offlineMinutes }),
    ...(digestAt !== undefined && { digestAt }),
  };
}

function urlOf(
  { url, urlFile = "" }: Exclude<WrittenChannel, { kind: "email" }>,
  folder: string,
  place: string,
): string {
  if (url !== undefined) return url;
  const read = receiverUrl.safeParse(textOf(resolve(folder, urlFile), place));
  if (read.success) return read.data;
  // The address may be a secret, and is not repeated.
  throw misplaced(place, `${urlFile} holds no address of the form https://…`);
}

function textOf(path: string, place: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw misplaced(place, `${path} can't be read (${code})`);
  }
}

function misplaced(place: string, words: string): CommandFailure {
  return new CommandFailure(EXIT.invalidInput, `the file can't be used\n${place}: ${words}`);
}
