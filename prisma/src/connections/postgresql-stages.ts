import type { DatabaseStage } from "./database-start-error.ts";
import { isDatabaseAway } from "./database-trouble.ts";

/** Why a connection to PostgreSQL was not made, by Node's codes and PostgreSQL's (its appendix A). */
const CONNECTING: readonly [RegExp, DatabaseStage][] = [
  [/^(ENOTFOUND|EAI_\w+)$/, "database_name_unknown"],
  [/^(28P01)$/, "database_credentials"],
  [/^28\w{3}$/, "database_access"],
  [/^3D000$/, "database_missing"],
  [/^42501$/, "database_access"],
  [/^(53300|53400|57P0\d)$/, "database_busy"],
  [/^53\w{3}$/, "database_space"],
  [
    /^ERR_(TLS|SSL|OSSL)_\w+$|^(UNABLE_TO|CERT|CRL|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH)_?\w*$/,
    "database_certificate",
  ],
  [/^(EACCES|EPERM)$/, "database_access"],
  [/^(E[A-Z]+)$/, "database_silent"],
];

/** The driver's own errors, and those of poolers, have no code that distinguishes them, only a message. */
const CONNECTING_MESSAGES: readonly [RegExp, DatabaseStage][] = [
  [/does not support SSL/, "database_without_tls"],
  [/no encryption|SSL (off|required)|TLS required/i, "database_wants_tls"],
  [
    /client password must be|password authentication|no password|SASL|auth failed|no such user/i,
    "database_credentials",
  ],
  [/no such database/, "database_missing"],
  [/received invalid response|establishing an SSL connection|unknown auth/i, "database_not_postgresql"],
  [/role ".*" does not exist/, "database_credentials"],
];

/** What kept a connection from being made. */
export function connectingStage(error: unknown): DatabaseStage {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  return (
    CONNECTING_MESSAGES.find(([words]) => words.test(message))?.[1] ??
    CONNECTING.find(([codes]) => codes.test(code))?.[1] ??
    (isDatabaseAway(error) ? "database_silent" : "database_refused")
  );
}

/** What kept a statement from being carried out during the start. */
export function statementStage(error: unknown): DatabaseStage {
  const code = codeOf(error);
  if (code === "42501") return "database_privileges";
  if (code === "25006") return "database_read_only";
  if (code === "53100") return "database_space";
  return isDatabaseAway(error) ? "database_silent" : "database_refused";
}

/** The code that an error carries, its cause, or one of the errors that a host with several addresses was tried with. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : error.cause;
  return inner === undefined ? "" : codeOf(inner);
}
