import { open, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Brings the write-ahead log of a SQLite file to the disk. SQLite would do so within the call, and everything else that the
 * process has to answer would wait for the disk; here a thread of Node's pool waits.
 */
export class SqliteLog {
  readonly #path: string;
  #opened: Promise<FileHandle> | null = null;
  #failure: Error | null = null;

  constructor(file: string) {
    this.#path = `${file}-wal`;
  }

  /**
   * Resolves once all that was written to the log before is on the disk.
   * @throws when the disk can't take it: what was written may be there after a crash, or not. Then also at every later call:
   * what comes behind a gap in the log is lost with it, and the system reports a page that it could not write only once.
   */
  async flush(): Promise<void> {
    if (this.#failure !== null) throw this.#failure;
    try {
      const log = await (this.#opened ??= this.#open());
      await log.datasync();
    } catch (cause) {
      const message = `The disk did not take ${this.#path}: nothing more can be written until the server is started again.`;
      throw (this.#failure ??= new Error(message, { cause }));
    }
  }

  /** To be called when nothing is being written any more. */
  async close(): Promise<void> {
    const log = await this.#opened?.catch(() => null);
    await log?.close();
  }

  async #open(): Promise<FileHandle> {
    // For writing, since Windows flushes nothing else.
    const log = await open(this.#path, "r+");
    // The entry in its folder as well. Windows has no such thing to be flushed.
    if (process.platform !== "win32") {
      const folder = await open(dirname(this.#path), "r");
      await folder.sync().finally(() => folder.close());
    }
    return log;
  }
}
