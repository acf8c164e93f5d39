import { readFileSync } from "node:fs";
import { parseSecret } from "@excalibur/api/key-secret";
import { createClient, type Client } from "@excalibur/client";
import { CommandFailure, EXIT } from "./exit-codes.ts";

/** A server, and the management key to speak to it with. */
export interface Connection {
  readonly url: string;
  readonly authorization: string;
  readonly client: Client;
}

/** Reads the server's address and the management key from the environment. @throws CommandFailure that names what is missing. */
export function connect(environment: NodeJS.ProcessEnv): Connection {
  const url = serverUrl(environment["EXCALIBUR_URL"]);
  const key = parseSecret(managementKey(environment), "managementKey");
  if (key === null) {
    throw new CommandFailure(EXIT.configuration, "The management key is not a complete 'exm_…' key. Copy it again.");
  }
  return { url, authorization: `Bearer ${key}`, client: createClient({ url, managementKey: key }) };
}

function serverUrl(given: string | undefined): string {
  if (given === undefined || given === "") {
    throw new CommandFailure(EXIT.configuration, "Set EXCALIBUR_URL to the server's address.");
  }
  if (!URL.canParse(given) || !/^https?:$/.test(new URL(given).protocol)) {
    throw new CommandFailure(EXIT.configuration, "EXCALIBUR_URL is not an address such as https://excalibur.example.");
  }
  return given.replace(/\/+$/, "");
}

function managementKey(environment: NodeJS.ProcessEnv): string {
  const [key, file] = [environment["EXCALIBUR_MANAGEMENT_KEY"], environment["EXCALIBUR_MANAGEMENT_KEY_FILE"]];
  if (key !== undefined && key !== "") return key;
  if (file === undefined || file === "") {
    const message =
      "Set EXCALIBUR_MANAGEMENT_KEY_FILE to the file with the management key, or EXCALIBUR_MANAGEMENT_KEY to the key.";
    throw new CommandFailure(EXIT.configuration, message);
  }
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new CommandFailure(EXIT.configuration, `${file} with the management key can't be read (${code}).`);
  }
}
