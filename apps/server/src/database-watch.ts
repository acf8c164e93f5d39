import { databaseTrouble, type Database, type DatabaseTrouble } from "@excalibur/db";
import type { Logger } from "pino";

/** Milliseconds for which one write proves that the database takes changes, however many ask. */
const PROVED_FOR_MS = 1_000;
/** Milliseconds between two lines about statements that failed in the same way while the database takes changes. */
const REPORT_AGAIN_AFTER_MS = 60_000;

/** The log's text for each trouble. */
const MESSAGES = {
  unreachable: "The database does not answer.",
  readOnly: "The database is read-only.",
  full: "The database has no space left.",
  failing: "The database can't read or write its files.",
  damaged: "The database is damaged. Restore a backup.",
  tooSlow: "The database does not answer in time.",
  notPermitted: "The database does not permit this user to write.",
  fileLost:
    "The database's files were removed, replaced or changed by another program. Put them back, or restore a backup, and start the server again.",
} as const satisfies Record<DatabaseTrouble, string>;

interface Options {
  readonly database: Pick<Database, "tryWrite" | "checkFiles">;
  readonly logger: Pick<Logger, "error" | "warn" | "info">;
  readonly monotonicMs: () => number;
}

interface Away {
  readonly sinceMs: number;
  readonly message: string;
}

/**
 * Knows whether the database accepts changes, and logs it once when that changes. A failure that may be the database's makes
 * it try a write; only a write ends what a failed write began.
 */
export class DatabaseWatch {
  readonly #options: Options;
  #away: Away | null = null;
  #isDoubted = false;
  #provedAtMs = -Infinity;
  /** When each kind of failure was logged last. */
  readonly #reportedAtMs = new Map<string, number>();
  #trying: Promise<void> | null = null;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Whether a failure means that the database can't be used now. Then a write is tried, and the caller need not log the failure. */
  isDatabaseAway(error: unknown): boolean {
    if (databaseTrouble(error) === null) return false;
    this.#isDoubted = true;
    this.#provedAtMs = -Infinity;
    if (this.#away === null) void this.#try(error);
    return true;
  }

  /** Logs what failed, unless the database is away: of that there is one line when it begins and one when it ends. */
  logFailure(error: unknown, what: string): void {
    if (!this.isDatabaseAway(error)) this.#options.logger.error({ err: error }, what);
  }

  /** Why the server is not ready, for people; null when it is. Tries a write, at most one a second. */
  async whyUnready(): Promise<string | null> {
    const { monotonicMs } = this.#options;
    const isProved = monotonicMs() - this.#provedAtMs < PROVED_FOR_MS;
    if (this.#away === null && !isProved) await this.#try();
    return this.#away?.message ?? null;
  }

  /** To be called every second: looks after the files, and tries a write while the database is away. */
  async look(): Promise<void> {
    if (this.#away !== null) return this.#try();
    try {
      this.#options.database.checkFiles?.();
    } catch (error) {
      this.isDatabaseAway(error);
    }
  }

  /** @param failure what raised the doubt, if anything did. */
  #try(failure?: unknown): Promise<void> {
    return (this.#trying ??= this.#tryOnce(failure).finally(() => {
      this.#trying = null;
    }));
  }

  async #tryOnce(failure: unknown): Promise<void> {
    const { database, monotonicMs } = this.#options;
    const isThorough = this.#isDoubted || this.#away !== null;
    this.#isDoubted = false;
    try {
      await database.tryWrite({ isThorough });
      this.#provedAtMs = monotonicMs();
      this.#noteSuccess(failure);
    } catch (error) {
      this.#noteFailure(error);
    }
  }

  #noteFailure(error: unknown): void {
    const { logger, monotonicMs } = this.#options;
    const message = MESSAGES[databaseTrouble(error) ?? "failing"];
    if (this.#away?.message === message) return;
    this.#away = { sinceMs: this.#away?.sinceMs ?? monotonicMs(), message };
    logger.error({ err: error }, `${message} Changes are refused until it takes a write again.`);
  }

  #noteSuccess(failure: unknown): void {
    const { logger, monotonicMs } = this.#options;
    if (this.#away !== null) {
      const seconds = Math.round((monotonicMs() - this.#away.sinceMs) / 1_000);
      logger.info({ seconds }, "The database takes changes again.");
      this.#away = null;
    } else if (failure !== undefined) {
      this.#reportOnce(failure);
    }
  }

  #reportOnce(failure: unknown): void {
    const { logger, monotonicMs } = this.#options;
    const kind = kindOf(failure);
    if (monotonicMs() - (this.#reportedAtMs.get(kind) ?? -Infinity) < REPORT_AGAIN_AFTER_MS) return;
    this.#reportedAtMs.set(kind, monotonicMs());
    logger.warn(
      { err: failure },
      "A statement failed, though the database takes changes. Others that fail like it are not logged for 60 s.",
    );
  }
}

/** Its code; the errors of PostgreSQL's driver have none, but one of a few texts. */
function kindOf(failure: unknown): string {
  const { code, message } = failure as { code?: unknown; message?: unknown };
  return String(code ?? message);
}
