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
 * that carry the header's salts and continue its checksum, up to the last one that ends a commit. What a transaction left
 * that was taken back carries the salts too, but not the checksum, once something else was written before it.
 * @param from what was seen before; null to begin at the log's start, after a checkpoint.
 * @returns the new mark, null in a log without a commit.
 * @throws LogCutError when what was seen, or written since, is not there.
 */
export function followLog(log: number, from: LogMark | null): LogMark | null {
  if (from === null && fstatSync(log).size === 0) return null;
  const header = headerOf(log);
  if (header === null || (from !== null && !isStillThere(log, header, from))) throw new LogCutError();
  let mark = from;
  for (const frame of framesFrom(log, header, from)) {
    // The last frame of a commit contains the size of the database after it.
    if (frame.bytes.readUInt32BE(4) !== 0) mark = { header, end: frame.end, lastFrame: frame.bytes };
  }
  return mark;
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
  for (const frame of framesFrom(log, header, null)) end = frame.end;
  return end;
}

/** The whole frames behind a mark, or behind the header. */
function* framesFrom(log: number, header: Buffer, from: LogMark | null): Generator<{ bytes: Buffer; end: number }> {
  const length = FRAME_HEADER_BYTES + header.readUInt32BE(8);
  let end = from?.end ?? HEADER_BYTES;
  let sum = from === null ? sumAt(header, 24) : sumAt(from.lastFrame, 16);
  for (;;) {
    const bytes = readAt(log, end, length);
    if (bytes === null || !bytes.subarray(8, 16).equals(header.subarray(16, 24))) return;
    sum = sumOf(bytes.subarray(FRAME_HEADER_BYTES), header, sumOf(bytes.subarray(0, 8), header, sum));
    const written = sumAt(bytes, 16);
    if (sum[0] !== written[0] || sum[1] !== written[1]) return;
    end += length;
    yield { bytes, end };
  }
}

/** The two halves of a checksum. */
type Sum = readonly [number, number];

function sumAt(bytes: Buffer, at: number): Sum {
  return [bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4)];
}

/** Continues a checksum over more bytes, in words of the order that the log's header names. */
function sumOf(bytes: Buffer, header: Buffer, [first, second]: Sum): Sum {
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const isLittleEndian = (header.readUInt32BE(0) & 1) === 0;
  for (let at = 0; at < bytes.length; at += 8) {
    first = (first + words.getUint32(at, isLittleEndian) + second) >>> 0;
    second = (second + words.getUint32(at + 4, isLittleEndian) + first) >>> 0;
  }
  return [first, second];
}

function headerOf(log: number): Buffer | null {
  const header = readAt(log, 0, HEADER_BYTES);
  return header !== null && (header.readUInt32BE(0) & ~1) >>> 0 === MAGIC ? header : null;
}

function isStillThere(log: number, header: Buffer, { header: before, end, lastFrame }: LogMark): boolean {
  return header.equals(before) && readAt(log, end - lastFrame.length, lastFrame.length)?.equals(lastFrame) === true;
}

function readAt(file: number, position: number, length: number): Buffer | null {
  const bytes = Buffer.alloc(length);
  return readSync(file, bytes, 0, length, position) === length ? bytes : null;
}
