import { readFileSync } from "node:fs";
import { parseSecret } from "@excalibur/api/key-secret";
import type { Client } from "@excalibur/client";
import { openServer, type Server } from "./open-server.ts";
import { CommandFailure, EXIT } from "./exit-codes.ts";
import { findLogin } from "./kept-login.ts";

/** A server, and the management key to speak to it with. */
export interface Connection {
  readonly url: string;
  readonly client: Client;
  readonly read: Server["read"];
}

/**
 * Reads the server's address and the management key from the environment, or from a login that was kept. The key of a login is only
 * ever sent to its own server.
 * @param named the organization whose login is meant, by its name or slug.
 * @throws CommandFailure that names what is missing.
 */
export function connect(environment: NodeJS.ProcessEnv, named: string | null = null): Connection {
  const organization = organizationOf(environment, named);
  if (isSet(environment["EXCALIBUR_MANAGEMENT_KEY"]) || isSet(environment["EXCALIBUR_MANAGEMENT_KEY_FILE"])) {
    if (organization !== null) {
      const message =
        "The management key of the environment is of one organization. Unset it to use a login of another.";
      throw new CommandFailure(EXIT.configuration, message);
    }
    return connectTo(serverUrl(environment["EXCALIBUR_URL"]), managementKey(environment), environment);
  }
  const url = environment["EXCALIBUR_URL"];
  const login = findLogin(environment, { url: isSet(url) ? serverUrl(url) : null, organization });
  if (login === null) {
    const of = organization === null ? "" : ` as a member of ${organization}`;
    const message = `Log in${of}: excalibur login ${isSet(url) || organization === null ? serverUrl(url) : "URL"}. Or set EXCALIBUR_MANAGEMENT_KEY_FILE to the file with a management key, or EXCALIBUR_MANAGEMENT_KEY to the key.`;
    throw new CommandFailure(EXIT.configuration, message);
  }
  return connectTo(login.url, login.managementKey, environment);
}

/** The organization that an option or the environment names, by its name or slug; null: none. */
export function organizationOf(environment: NodeJS.ProcessEnv, named: string | null): string | null {
  const given = named ?? environment["EXCALIBUR_ORGANIZATION"];
  return isSet(given) ? given : null;
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== "";
}

/** A server, with a management key in any form. @throws CommandFailure when it is none. */
export function connectTo(url: string, given: string, environment: NodeJS.ProcessEnv): Connection {
  const key = parseSecret(given, "managementKey");
  if (key === null) {
    throw new CommandFailure(EXIT.configuration, "The management key is not a complete 'exm_…' key. Copy it again.");
  }
  return { url, ...openServer(url, environment, key) };
}

/** @throws CommandFailure when the text is no server's address. */
export function serverUrl(given: string | undefined): string {
  if (given === undefined || given === "") {
    throw new CommandFailure(
      EXIT.configuration,
      "Log in with excalibur login URL, or set EXCALIBUR_URL to the server's address.",
    );
  }
  if (!URL.canParse(given) || !/^https?:$/.test(new URL(given).protocol)) {
    throw new CommandFailure(
      EXIT.configuration,
      "The server's address (EXCALIBUR_URL) is not an address such as https://excalibur.example.",
    );
  }
  return given.replace(/\/+$/, "");
}

function managementKey(environment: NodeJS.ProcessEnv): string {
  const [key, file] = [environment["EXCALIBUR_MANAGEMENT_KEY"], environment["EXCALIBUR_MANAGEMENT_KEY_FILE"]];
  if (key !== undefined && key !== "") return key;
  if (file === undefined || file === "") {
    throw new CommandFailure(
      EXIT.configuration,
      "Set EXCALIBUR_MANAGEMENT_KEY_FILE to the file with the management key.",
    );
  }
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new CommandFailure(EXIT.configuration, `${file} with the management key can't be read (${code}).`);
  }
}
