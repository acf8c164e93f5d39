import type { DatabaseStage, DatabaseStartError } from "@excalibur/db/database-start-error";
import type { Config } from "./config.ts";
import { EXIT_CONFIGURATION, EXIT_TRY_LATER, StartupError } from "./startup-error.ts";

interface Problem {
  /** Whether a later start may succeed without a change by an administrator. */
  readonly waitingHelps: boolean;
  /** What happened, to what, what to do: one line. */
  readonly words: (subject: string, detail: string) => string;
}

/** The message for each stage at which a database could not be used, and the exit status of the start. */
const DATABASE_PROBLEMS = {
  database_name_unknown: {
    waitingHelps: true,
    words: (to) =>
      `The host name in DATABASE_URL is not known to DNS (${to}). Check the name, and that DNS answers this machine.`,
  },
  database_silent: {
    waitingHelps: true,
    words: (to, detail) =>
      `The database at DATABASE_URL does not answer (${to}: ${detail}). Is it running, and are host and port right?`,
  },
  database_busy: {
    waitingHelps: true,
    words: (to, detail) =>
      `The database at DATABASE_URL takes no connection now (${to}: ${detail}). It is starting, stopping or full; ` +
      "max_connections has to be above what all servers open (docs/operating.md, Connections).",
  },
  database_not_postgresql: {
    waitingHelps: false,
    words: (to) => `What answers at DATABASE_URL does not speak PostgreSQL (${to}). Check host and port.`,
  },
  database_without_tls: {
    waitingHelps: false,
    words: (to) =>
      `DATABASE_URL asks for TLS, but the database has none (${to}). Turn ssl on there, or write sslmode=disable.`,
  },
  database_wants_tls: {
    waitingHelps: false,
    words: (to) =>
      `The database at DATABASE_URL takes no connection without TLS (${to}). Add sslmode=verify-full, and sslrootcert with ` +
      "the file of its authority.",
  },
  database_certificate: {
    waitingHelps: false,
    words: (to, detail) =>
      `The certificate of the database at DATABASE_URL can't be trusted (${to}: ${detail}). Name its authority's file with ` +
      "sslrootcert and use the host name that the certificate is for; sslmode=no-verify encrypts without checking.",
  },
  database_certificate_file: {
    waitingHelps: false,
    words: (file, detail) => `A file that DATABASE_URL names can't be used, ${file}: ${detail}.`,
  },
  database_credentials: {
    waitingHelps: false,
    words: (to, detail) =>
      `The database refuses the user or password of DATABASE_URL (${to}: ${detail}). Check both; other characters than ` +
      "letters and digits have to be percent-encoded.",
  },
  database_access: {
    waitingHelps: false,
    words: (to, detail) =>
      `The database does not let the user of DATABASE_URL connect from here (${to}: ${detail}). See its pg_hba.conf, and ` +
      "GRANT CONNECT ON DATABASE.",
  },
  database_missing: {
    waitingHelps: false,
    words: (to) => `The database that DATABASE_URL names does not exist (${to}). Create it, or correct the name.`,
  },
  database_version: {
    waitingHelps: false,
    words: (to, detail) => `The PostgreSQL at DATABASE_URL can't be used (${to}): ${detail}. Upgrade it.`,
  },
  database_pooler: {
    waitingHelps: false,
    words: (to) =>
      `DATABASE_URL leads through a pooler that shares connections between transactions (${to}): notifications and locks get ` +
      "lost there. Connect to PostgreSQL itself, or set pool_mode = session.",
  },
  database_read_only: {
    waitingHelps: true,
    words: (to, detail) =>
      `The database at DATABASE_URL takes no writes (${to}: ${detail}). Let DATABASE_URL lead to the primary.`,
  },
  database_privileges: {
    waitingHelps: false,
    words: (to, detail) =>
      `The user of DATABASE_URL may not do what the server needs (${to}: ${detail}). Grant it, or start once as the owner ` +
      "(docs/operating.md, Privileges).",
  },
  database_space: {
    waitingHelps: true,
    words: (to, detail) => `There is no space left for the database (${to}: ${detail}). Free some.`,
  },
  database_file: {
    waitingHelps: false,
    words: (file, detail) =>
      `The database ${file} can't be opened: ${detail}. Let the user that runs the server own the files in ` +
      "EXCALIBUR_DATA_DIR, or name another folder.",
  },
  database_locked: {
    waitingHelps: true,
    words: (file, detail) => `Another program holds the database ${file} (${detail}). Close it there.`,
  },
  database_damaged: {
    waitingHelps: false,
    words: (file, detail) =>
      `${file} is damaged, or no database of Excalibur (${detail}). Restore a backup, or name another folder with EXCALIBUR_DATA_DIR.`,
  },
  database_refused: {
    waitingHelps: false,
    words: (to, detail) =>
      `The database can't be used (${to}: ${detail}). Check DATABASE_URL and the database's own log.`,
  },
} satisfies Record<DatabaseStage, Problem>;

/** Why a database can't be used, for who starts the server. */
export function databaseProblem({ stage, subject, detail }: DatabaseStartError, cause: unknown): StartupError {
  const { waitingHelps, words }: Problem = DATABASE_PROBLEMS[stage];
  return new StartupError(words(subject, detail), waitingHelps ? EXIT_TRY_LATER : EXIT_CONFIGURATION, cause);
}

/** Why a server can't listen, by the system's code. */
const LISTENING_PROBLEMS: Readonly<Record<string, Problem>> = {
  EADDRINUSE: {
    waitingHelps: true,
    words: (port) =>
      `Port ${port} is in use by another program. Stop that one, or choose another port with EXCALIBUR_PORT (0 picks a free one).`,
  },
  EACCES: {
    waitingHelps: false,
    words: (port) => `This user may not listen on port ${port}. Choose one above 1023 with EXCALIBUR_PORT.`,
  },
  EAI_AGAIN: {
    waitingHelps: true,
    words: (_, host) =>
      `EXCALIBUR_HOST is ${host}, and DNS does not answer. Write an address of this machine, such as 127.0.0.1.`,
  },
};

const HOST_NOT_HERE: Problem = {
  waitingHelps: false,
  words: (_, host) =>
    `EXCALIBUR_HOST is ${host}, which is no address of this machine. Write one, such as 127.0.0.1 or 0.0.0.0.`,
};

/** Why a server can't listen, for who starts it. Only what listening itself threw may come here. */
export function listeningProblem(error: unknown, { host, port }: Pick<Config, "host" | "port">): StartupError {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const { waitingHelps, words } = LISTENING_PROBLEMS[code] ?? HOST_NOT_HERE;
  return new StartupError(words(String(port), host), waitingHelps ? EXIT_TRY_LATER : EXIT_CONFIGURATION, error);
}
