import type { PostgresqlAddress } from "./postgresql-address.ts";

/** Where on the way to a usable database a start can end. */
export const DATABASE_STAGES = [
  "database_name_unknown",
  "database_silent",
  "database_busy",
  "database_not_postgresql",
  "database_without_tls",
  "database_wants_tls",
  "database_certificate",
  "database_certificate_file",
  "database_credentials",
  "database_access",
  "database_missing",
  "database_version",
  "database_pooler",
  "database_read_only",
  "database_privileges",
  "database_space",
  "database_file",
  "database_locked",
  "database_damaged",
  "database_refused",
] as const;

export type DatabaseStage = (typeof DATABASE_STAGES)[number];

/** A database can't be used from the start: the failed stage, and its message. Never contains a password. */
export class DatabaseStartError extends Error {
  override readonly name = "DatabaseStartError";
  readonly stage: DatabaseStage;
  /** The database or the file that it is about: `user@host:port/database`, or a path. */
  readonly subject: string;
  /** One line. */
  readonly detail: string;

  constructor(stage: DatabaseStage, subject: string, detail: string, cause?: unknown) {
    super(`${stage}: ${subject}: ${detail}`, { cause });
    this.stage = stage;
    this.subject = subject;
    this.detail = detail;
  }
}

/** How a database is named to a person. */
export function nameOf({ host, port, user, database }: PostgresqlAddress): string {
  const target = host.startsWith("/") ? host : `${host.includes(":") ? `[${host}]` : host}:${port}`;
  return `${user === "" ? "" : `${user}@`}${target}/${database}`;
}

/** An error's message, in one line. */
export function oneLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replaceAll(/\s+/g, " ").trim();
}
