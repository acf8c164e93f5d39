import { fstatSync, ftruncateSync, type FSWatcher } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { ChangesRefusedError } from "../connections/errors.ts";
import { watchFolder } from "../connections/watch-folder.ts";
import { isSameFile, isUnchanged, traceFile, type FileTrace } from "../connections/file-trace.ts";
import { endOfWholeFrames, followLog, framesUpTo, isSameMark, type LogMark } from "./sqlite-write-ahead-log.ts";

/** Frames after which the log is copied into the database file: as many as SQLite itself lets gather. */
const CHECKPOINT_AFTER_FRAMES = 1_000;

/** Windows does not allow an open file to be removed or replaced, and updates the times of a written file late. */
const CAN_BE_CHECKED = process.platform !== "win32";

/**
 * The files of an open SQLite database: brings the write-ahead log to the disk, and sees to it that what is acknowledged
 * will be there after a restart. SQLite would wait for the disk within the call, and everything else that the process has
 * to answer with it; here a thread of Node's pool waits. And it would go on writing to files that were removed.
 */
export class SqliteLog {
  readonly #file: string;
  readonly #checkpoint: () => boolean;
  #opened: Promise<FileHandle> | null = null;
  #descriptor: number | null = null;
  /** As this process left it: only checkpoints change it. */
  #database: FileTrace | null = null;
  #sharedMemory: FileTrace | null = null;
  #mark: LogMark | null = null;
  /** Where the log ended when it was last copied. Until more is written, the next commit may start it again. */
  #copied: LogMark | null = null;
  #framesAtCheckpoint = 0;
  #failure: ChangesRefusedError | null = null;
  #watcher: FSWatcher | null = null;

  /**
   * @param checkpoint copies what it can of the log into the database file, without waiting for readers; returns whether
   *   it copied all of it.
   */
  constructor(file: string, checkpoint: () => boolean) {
    this.#file = file;
    this.#checkpoint = checkpoint;
  }

  /** To be called when the connections are open, before anything is written. */
  begin(): void {
    this.#database = traceFile(this.#file);
    // What was acknowledged before a file was removed can still be saved, as long as this process lives.
    if (CAN_BE_CHECKED) this.#watcher = watchFolder(dirname(this.#file), () => this.#checkQuietly());
  }

  /** @throws ChangesRefusedError once anything was found to be wrong. */
  refuseIfLost(): void {
    if (this.#failure !== null) throw this.#failure;
  }

  /**
   * Resolves once all that was written to the log before is on the disk, in the files that a restart will read.
   * @throws ChangesRefusedError when it is not: what was written may be there after a crash, or not. Then also at every
   * later call: what comes behind a gap in the log is lost with it, and the system reports a page that it could not write
   * only once.
   */
  async flush(): Promise<void> {
    this.refuseIfLost();
    const log = await this.#flushLog();
    if (!CAN_BE_CHECKED) return;
    this.check();
    this.#follow(log.fd);
    const frames = this.#mark === null ? 0 : framesUpTo(this.#mark);
    // SQLite starts the log again once all of it is copied.
    if (frames < this.#framesAtCheckpoint) this.#framesAtCheckpoint = 0;
    if (frames - this.#framesAtCheckpoint >= CHECKPOINT_AFTER_FRAMES) this.#copyLog(frames);
  }

  /**
   * Checks that the paths still lead to the open files, and that no other process has changed the database file.
   * @throws ChangesRefusedError
   */
  check(): void {
    this.refuseIfLost();
    if (!CAN_BE_CHECKED || this.#database === null || this.#descriptor === null) return;
    const atPath = traceFile(this.#file);
    if (!isSameFile(this.#database, atPath)) this.#loseDatabase(this.#descriptor);
    if (!isUnchanged(this.#database, atPath)) this.#lose(`${this.#file} ${CHANGED}`);
    const log = fstatSync(this.#descriptor, { bigint: true });
    if (this.#mark !== null && log.size < this.#mark.end) this.#loseLog();
    for (const [suffix, own] of [
      ["-wal", log],
      ["-shm", this.#sharedMemory],
    ] as const) {
      if (own !== null && isSameFile(own, traceFile(this.#file + suffix))) continue;
      this.#rescue(this.#descriptor);
      this.#lose(`${this.#file}${suffix} ${CHANGED}`);
    }
  }

  /** To be called after the last write. */
  async close(): Promise<void> {
    this.#watcher?.close();
    const log = await this.#opened?.catch(() => null);
    this.#descriptor = null;
    await log?.close();
  }

  /** What it finds is thrown at the next caller. */
  #checkQuietly(): void {
    try {
      this.check();
    } catch (error) {
      if (!(error instanceof ChangesRefusedError)) throw error;
    }
  }

  async #flushLog(): Promise<FileHandle> {
    try {
      const log = await (this.#opened ??= this.#open());
      await log.datasync();
      return log;
    } catch (cause) {
      throw (this.#failure ??= new ChangesRefusedError(`The disk did not take ${this.#file}-wal`, cause));
    }
  }

  #follow(log: number): void {
    try {
      const mark = followLog(log, this.#mark);
      this.#mark = isSameMark(mark, this.#copied) ? null : mark;
    } catch {
      this.#loseLog();
    }
  }

  /** @returns whether all of the log is in the database file. */
  #copyLog(frames: number): boolean {
    let isComplete = false;
    try {
      isComplete = this.#checkpoint();
      this.#framesAtCheckpoint = frames;
    } catch {
      // A disk that is full, most likely. The log goes on growing, if it can; else changes fail by themselves.
    }
    this.#copied = this.#mark ?? this.#copied;
    this.#mark = null;
    this.#database = traceFile(this.#file);
    return isComplete;
  }

  /** Acknowledged writes are in a log that has lost its name: copies them into the database file. */
  #rescue(log: number): boolean {
    this.#follow(log);
    return this.#copyLog(0);
  }

  /**
   * The moved file contains every acknowledged write. The log is removed, since it must not be applied to the file that has
   * this path now.
   */
  #loseDatabase(log: number): never {
    if (this.#rescue(log)) ftruncateSync(log, 0);
    this.#lose(`${this.#file} ${CHANGED}`);
  }

  /** What is behind the gap must not be copied into the database file when it is closed. */
  #loseLog(): never {
    if (this.#descriptor !== null) ftruncateSync(this.#descriptor, endOfWholeFrames(this.#descriptor));
    this.#lose(`${this.#file}-wal ${CHANGED}`);
  }

  #lose(what: string): never {
    throw (this.#failure ??= new ChangesRefusedError(what));
  }

  async #open(): Promise<FileHandle> {
    // For writing, since Windows flushes nothing else.
    const log = await open(`${this.#file}-wal`, "r+");
    this.#descriptor = log.fd;
    this.#sharedMemory = traceFile(`${this.#file}-shm`);
    // The entry in its folder as well. Windows has no such thing to be flushed.
    if (process.platform !== "win32") {
      const folder = await open(dirname(this.#file), "r");
      await folder.sync().finally(() => folder.close());
    }
    return log;
  }
}

const CHANGED = "was removed, replaced or changed by another program";
