import type { ResolvedSettings } from "./resolve-settings.ts";

/** Where the key is to be read. */
export type KeyChoice =
  | { readonly kind: "environment"; readonly key: string }
  | { readonly kind: "descriptor"; readonly descriptor: number }
  | { readonly kind: "file"; readonly path: string; readonly guarded: boolean };

export interface ChosenKey {
  readonly choice: KeyChoice;
  readonly origin: string;
  /** A source that was given too and is not used. */
  readonly ignored: string | null;
}

/** Name of the credential that systemd hands over (`LoadCredential=excalibur-api-key:…`). */
export const CREDENTIAL_NAME = "excalibur-api-key";

interface KeySources {
  readonly settings: ResolvedSettings;
  /** `EXCALIBUR_API_KEY` */
  readonly keyVariable: string | undefined;
  /** `CREDENTIALS_DIRECTORY`: systemd looks after who may read what is in it. */
  readonly credentialsDirectory: string | undefined;
  readonly fileExists: (path: string) => boolean;
}

/**
 * Chooses among the places a key can come from: flag, `EXCALIBUR_API_KEY`, `EXCALIBUR_API_KEY_FILE`, systemd's credential,
 * TOML, in this order.
 * @returns null when none is given
 */
export function chooseKeySource(sources: KeySources): ChosenKey | null {
  const { settings, keyVariable, credentialsDirectory, fileExists } = sources;
  const file = settings["api-key-file"];
  const fromFile = file && { choice: fileOrDescriptor(file.value, credentialsDirectory), origin: file.origin };
  const fromVariable = keyVariable?.trim()
    ? { choice: { kind: "environment", key: keyVariable } as const, origin: "environment EXCALIBUR_API_KEY" }
    : undefined;
  const path = `${credentialsDirectory ?? ""}/${CREDENTIAL_NAME}`;
  const fromSystemd =
    credentialsDirectory && fileExists(path)
      ? { choice: { kind: "file", path, guarded: true } as const, origin: "systemd credential" }
      : undefined;
  const inOrder = file?.origin.startsWith("flag ")
    ? [fromFile, fromVariable, fromSystemd]
    : file?.origin.startsWith("environment ")
      ? [fromVariable, fromFile, fromSystemd]
      : [fromVariable, fromSystemd, fromFile];
  const [chosen, next] = inOrder.filter((source) => source !== undefined);
  return chosen === undefined ? null : { ...chosen, ignored: next?.origin ?? null };
}

function fileOrDescriptor(text: string, credentialsDirectory: string | undefined): KeyChoice {
  // What a shell makes of <(command) is a descriptor as well: it can be read once, and its mode means nothing.
  const descriptor = /^(?:fd:\/\/|\/dev\/fd\/|\/proc\/self\/fd\/)(\d+)$/.exec(text)?.[1];
  if (descriptor !== undefined) return { kind: "descriptor", descriptor: Number(descriptor) };
  if (text === "/dev/stdin") return { kind: "descriptor", descriptor: 0 };
  const guarded = Boolean(credentialsDirectory) && text.startsWith(`${credentialsDirectory}/`);
  return { kind: "file", path: text, guarded };
}
