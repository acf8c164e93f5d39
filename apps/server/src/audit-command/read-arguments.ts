import { parseArgs } from "node:util";

/** What the command is asked to do. */
export type Arguments =
  | { readonly command: "help" | "unusable" }
  | {
      readonly command: "verify";
      readonly file: string;
      readonly head: string | null;
      readonly after: string | null;
      readonly witnessKeys: readonly string[];
    }
  | { readonly command: "witness-key"; readonly folder: string; readonly name: string }
  | {
      readonly command: "witness";
      readonly folder: string;
      readonly url: string;
      readonly keyFile: string;
      readonly isOnce: boolean;
    };

const HASH = /^[0-9a-f]{64}$/;
const UNUSABLE = { command: "unusable" } as const;

/** Reads the command line. */
export function readArguments(given: readonly string[]): Arguments {
  try {
    const { values, positionals } = parseArgs({
      args: [...given],
      allowPositionals: true,
      options: {
        head: { type: "string" },
        after: { type: "string" },
        witness: { type: "string", multiple: true },
        name: { type: "string" },
        url: { type: "string" },
        "key-file": { type: "string" },
        once: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
    if (values.help === true) return { command: "help" };
    const [command, path, ...rest] = positionals;
    if (path === undefined || rest.length > 0) return UNUSABLE;
    const { url, name, once, "key-file": keyFile } = values;
    if (command === "verify") return verifyArguments(path, values);
    if (command === "witness-key" && name !== undefined) return { command, folder: path, name };
    if (command === "witness" && url !== undefined && keyFile !== undefined && /^https?:\/\//.test(url)) {
      return { command, folder: path, url, keyFile, isOnce: once === true };
    }
    return UNUSABLE;
  } catch {
    return UNUSABLE;
  }
}

function verifyArguments(
  file: string,
  values: { head?: string | undefined; after?: string | undefined; witness?: string[] | undefined },
): Arguments {
  const head = values.head?.trim().toLowerCase() ?? null;
  const after = values.after?.trim().toLowerCase() ?? null;
  if ([head, after].some((hash) => hash !== null && !HASH.test(hash))) return UNUSABLE;
  return { command: "verify", file, head, after, witnessKeys: values.witness ?? [] };
}
