/** Prisma's codes for: no pool connection in time, no transaction in time. Those that start with P1 are all about connecting. */
const WAITED_IN_VAIN = new Set(["P2024", "P2028"]);

/** What Node and PostgreSQL say when a connection can't be made, breaks, or is sent away (PostgreSQL's appendix A, classes 08, 53, 57). */
const CONNECTION_CODES =
  /^(ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|3D000|08\w{3}|53\w{3}|57P\d\d)$/;

/** What the adapters say of a connection that broke in the middle. */
const CONNECTION_KINDS = new Set([
  "DatabaseNotReachable",
  "DatabaseDoesNotExist",
  "ConnectionClosed",
  "SocketTimeout",
  "TooManyConnections",
]);

/** The PostgreSQL driver's own errors carry no code, only these words. */
const CONNECTION_WORDS =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client (was closed|has encountered a connection error) and is not queryable)/;

/** Whether an error means that the database can't be asked now, so that a later attempt may well succeed. */
export function isDatabaseAway(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { code, kind, message, cause, meta } = error as {
    code?: unknown;
    kind?: unknown;
    message?: unknown;
    cause?: unknown;
    meta?: { driverAdapterError?: unknown };
  };
  if (typeof kind === "string" && CONNECTION_KINDS.has(kind)) return true;
  if (typeof code === "string" && (/^P1\d{3}$/.test(code) || WAITED_IN_VAIN.has(code) || CONNECTION_CODES.test(code))) {
    return true;
  }
  if (typeof message === "string" && CONNECTION_WORDS.test(message)) return true;
  return isDatabaseAway(cause) || isDatabaseAway(meta?.driverAdapterError);
}
