import { readPostgresqlAddress } from "@excalibur/db/postgresql-address";
import type { Config } from "../config.ts";
import { isThisMachine } from "./public-url.ts";

const INSTEAD_OF = {
  PGUSER: "Write the user into DATABASE_URL, or unset PGUSER.",
  PGPASSWORD: "Write the password into DATABASE_URL, or name a file with the address in DATABASE_URL_FILE.",
  PGOPTIONS: "Give the settings to the role (ALTER ROLE … SET …), and unset PGOPTIONS.",
} as const;
const EVERY_INTERFACE = ["0.0.0.0", "::"];

type Warned = "host" | "publicUrl" | "databaseUrl" | "driverVariables" | "unknownNames";

/** Settings that work, but probably not as intended: logged at the start, with a message for the administrator. */
export function warningsOf(config: Pick<Config, Warned>): string[] {
  const warnings = [...config.unknownNames];
  if (config.publicUrl === null && EVERY_INTERFACE.includes(config.host)) {
    warnings.push(
      `EXCALIBUR_HOST is ${config.host} and EXCALIBUR_PUBLIC_URL is not set: invitations and recipes say http://localhost, ` +
        "which leads other machines to themselves. Set EXCALIBUR_PUBLIC_URL to where people and executors reach the server.",
    );
  }
  if (
    config.publicUrl !== null &&
    config.publicUrl.startsWith("http:") &&
    !isThisMachine(new URL(config.publicUrl).hostname)
  ) {
    warnings.push(
      "EXCALIBUR_PUBLIC_URL begins with http://: keys, passwords and cookies travel in clear. Let a proxy end TLS, and write https://.",
    );
  }
  return config.databaseUrl === null ? warnings : [...warnings, ...warningsOfDatabase(config, config.databaseUrl)];
}

function warningsOfDatabase({ driverVariables }: Pick<Config, "driverVariables">, databaseUrl: string): string[] {
  const { tls, user, password } = readPostgresqlAddress(databaseUrl);
  const isRead = { PGUSER: user === "", PGPASSWORD: password === null, PGOPTIONS: true };
  const warnings = driverVariables
    .filter((name) => isRead[name])
    .map((name) => `${name} is set and used beside DATABASE_URL. ${INSTEAD_OF[name]}`);
  if (tls === "unchecked") {
    warnings.push(
      "DATABASE_URL has sslmode=no-verify: traffic with the database is encrypted, but an attacker on the network can pose as the " +
        "database and read it. Use sslmode=verify-full with sslrootcert.",
    );
  }
  return warnings;
}
