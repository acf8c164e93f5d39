import { ChangesRefusedError } from "./errors.ts";

/** Why a database can't keep its promises now. A later attempt may succeed; the request is not to blame. */
export type DatabaseTrouble =
  | "unreachable"
  | "readOnly"
  | "full"
  | "failing"
  | "damaged"
  | "tooSlow"
  | "notPermitted"
  | "fileLost";

/** Prisma's codes for: no pool connection in time, no transaction in time. Those that start with P1 are all about connecting. */
const PRISMA_CODES = /^(P1\d{3}|P2024|P2028)$/;

/** The codes of Node and PostgreSQL (PostgreSQL's appendix A). Read in order: the first that matches counts. */
const CODES: readonly (readonly [RegExp, DatabaseTrouble])[] = [
  [/^(ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/, "unreachable"],
  // Refused while connecting, or by a server that stops; and credentials that are no longer accepted.
  [/^(08\w{3}|28\w{3}|3D000|57P\d\d|53300|25P0[345])$/, "unreachable"],
  // On a standby, after a failover, or by `default_transaction_read_only`.
  [/^25006$/, "readOnly"],
  [/^53100$/, "full"],
  [/^(53|58)\w{3}$/, "failing"],
  [/^XX00[12]$/, "damaged"],
  // Statement time-out, lock time-out.
  [/^(57014|55P03)$/, "tooSlow"],
  [/^42501$/, "notPermitted"],
];

/** SQLite's result codes. Extended ones start with them, such as SQLITE_IOERR_WRITE. */
const SQLITE_NAMES: readonly (readonly [RegExp, DatabaseTrouble])[] = [
  [/^SQLITE_FULL/, "full"],
  [/^SQLITE_(READONLY|PERM|AUTH)/, "readOnly"],
  [/^SQLITE_(CORRUPT|NOTADB)/, "damaged"],
  [/^SQLITE_(BUSY|LOCKED|PROTOCOL)/, "tooSlow"],
  [/^SQLITE_(IOERR|CANTOPEN|NOMEM|NOLFS)/, "failing"],
];

/** The same as numbers, for extended codes that the driver has no name for: the low byte is the result code. */
const SQLITE_NUMBERS: Readonly<Record<number, DatabaseTrouble>> = {
  3: "readOnly",
  5: "tooSlow",
  6: "tooSlow",
  7: "failing",
  8: "readOnly",
  10: "failing",
  11: "damaged",
  13: "full",
  14: "failing",
  15: "tooSlow",
  22: "failing",
  23: "readOnly",
  26: "damaged",
};

/** The adapters' kinds of driver errors. */
const KINDS: Readonly<Record<string, DatabaseTrouble>> = {
  DatabaseNotReachable: "unreachable",
  DatabaseDoesNotExist: "unreachable",
  ConnectionClosed: "unreachable",
  TlsConnectionError: "unreachable",
  AuthenticationFailed: "unreachable",
  TooManyConnections: "unreachable",
  DatabaseAccessDenied: "notPermitted",
  // A PostgreSQL connection that broke during a statement, and a SQLite lock that another process holds.
  SocketTimeout: "tooSlow",
};

/** The PostgreSQL driver's own errors carry no code, only these words. */
const DRIVER_MESSAGE =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client (was closed|has encountered a connection error) and is not queryable)/;

/** The fields that driver, adapter and Prisma put on an error. */
interface ErrorParts {
  readonly code?: unknown;
  readonly originalCode?: unknown;
  readonly extendedCode?: unknown;
  readonly kind?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly meta?: { readonly driverAdapterError?: unknown };
}

/**
 * Why an error means that the database can't be used now: it can't be asked, or takes no changes. Null for a fault of the
 * program, such as a statement that is wrong.
 */
export function databaseTrouble(error: unknown): DatabaseTrouble | null {
  if (typeof error !== "object" || error === null) return null;
  if (error instanceof ChangesRefusedError) return "fileLost";
  const parts = error as ErrorParts;
  return (
    byCode(parts.originalCode) ??
    byCode(parts.code) ??
    bySqliteNumber(parts) ??
    byKind(parts.kind) ??
    troubleOfMessage(parts.message) ??
    databaseTrouble(parts.cause) ??
    databaseTrouble(parts.meta?.driverAdapterError)
  );
}

/** Whether an error means that the database can't be used now, so that a later attempt may well succeed. */
export function isDatabaseAway(error: unknown): boolean {
  return databaseTrouble(error) !== null;
}

function byCode(code: unknown): DatabaseTrouble | null {
  if (typeof code !== "string") return null;
  if (PRISMA_CODES.test(code)) return "unreachable";
  const table = code.startsWith("SQLITE_") ? SQLITE_NAMES : CODES;
  return table.find(([pattern]) => pattern.test(code))?.[1] ?? null;
}

function byKind(kind: unknown): DatabaseTrouble | null {
  return typeof kind === "string" ? (KINDS[kind] ?? null) : null;
}

function troubleOfMessage(message: unknown): DatabaseTrouble | null {
  return typeof message === "string" && DRIVER_MESSAGE.test(message) ? "unreachable" : null;
}

function bySqliteNumber({ kind, extendedCode }: ErrorParts): DatabaseTrouble | null {
  if (kind !== "sqlite" || typeof extendedCode !== "number") return null;
  return SQLITE_NUMBERS[extendedCode & 0xff] ?? null;
}
