import { fstatSync, readSync } from "node:fs";

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
/** The first word of the header, without its last bit, which is the byte order of checksums. */
const MAGIC = 0x377f0682;

/** How far a write-ahead log was seen to be whole. */
export interface LogMark {
  readonly header: Buffer;
  /** Where the last commit ends, in bytes. */
  readonly end: number;
  /** The bytes of its last frame. */
  readonly lastFrame: Buffer;
}

/**
 * Follows an open write-ahead log as SQLite's recovery would read it (sqlite.org/fileformat2.html#walformat): the frames
 * that carry the header's salts, up to the last one that ends a commit.
 * @param from what was seen before; null to begin at the log's start, after a checkpoint.
 * @returns the new mark, null in a log without a commit.
 * @throws LogCutError when what was seen, or written since, is not there.
 */
export function followLog(log: number, from: LogMark | null): LogMark | null {
  if (from === null && fstatSync(log).size === 0) return null;
  const header = headerOf(log);
  if (header === null || (from !== null && !isStillThere(log, header, from))) throw new LogCutError();
  const frameBytes = FRAME_HEADER_BYTES + header.readUInt32BE(8);
  let end = from?.end ?? HEADER_BYTES;
  for (let at = end; ; at += frameBytes) {
    const frame = frameAt(log, header, at);
    if (frame === null) break;
    // The last frame of a commit contains the size of the database after it.
    if (frame.readUInt32BE(4) !== 0) end = at + frameBytes;
  }
  if (end === HEADER_BYTES) return null;
  const lastFrame = readAt(log, end - frameBytes, frameBytes);
  if (lastFrame === null) throw new LogCutError();
  return { header, end, lastFrame };
}

/** Bytes were taken from a log, or others put in their place. */
export class LogCutError extends Error {
  override readonly name = "LogCutError";
}

export function isSameMark(one: LogMark | null, other: LogMark | null): boolean {
  return one !== null && other !== null && one.end === other.end && one.header.equals(other.header);
}

/** How many frames there are up to a mark. */
export function framesUpTo({ end, lastFrame }: LogMark): number {
  return (end - HEADER_BYTES) / lastFrame.length;
}

/** Where a log stops being whole: no recovery reads the bytes behind. */
export function endOfWholeFrames(log: number): number {
  const header = headerOf(log);
  if (header === null) return 0;
  let end = HEADER_BYTES;
  while (frameAt(log, header, end) !== null) end += FRAME_HEADER_BYTES + header.readUInt32BE(8);
  return Math.min(end, fstatSync(log).size);
}

function headerOf(log: number): Buffer | null {
  const header = readAt(log, 0, HEADER_BYTES);
  return header !== null && (header.readUInt32BE(0) & ~1) >>> 0 === MAGIC ? header : null;
}

function isStillThere(log: number, header: Buffer, { header: before, end, lastFrame }: LogMark): boolean {
  return header.equals(before) && readAt(log, end - lastFrame.length, lastFrame.length)?.equals(lastFrame) === true;
}

/** The header of a frame; null when none of this log begins there. */
function frameAt(log: number, header: Buffer, at: number): Buffer | null {
  const frame = readAt(log, at, FRAME_HEADER_BYTES);
  return frame?.subarray(8, 16).equals(header.subarray(16, 24)) === true ? frame : null;
}

function readAt(file: number, position: number, length: number): Buffer | null {
  const bytes = Buffer.alloc(length);
  return readSync(file, bytes, 0, length, position) === length ? bytes : null;
}
