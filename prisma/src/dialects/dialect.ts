/** The two databases Excalibur runs on: SQLite for one process, PostgreSQL for several replicas. */
export const dialects = ["sqlite", "postgresql"] as const;

export type Dialect = (typeof dialects)[number];

/**
 * Which dialect a database URL names: `file:…` or `postgresql://…` (`postgres://…` too).
 * @throws {Error} that names the problem, without the URL itself: it may contain a password.
 */
export function dialectOf(url: string): Dialect {
  if (url.startsWith("file:")) return "sqlite";
  if (/^postgres(ql)?:\/\//.test(url)) return "postgresql";
  throw new Error("The database URL must start with file: (SQLite) or postgresql:// (PostgreSQL).");
}

/** The path in a `file:` URL. */
export function sqliteFile(url: string): string {
  return url.slice("file:".length);
}
