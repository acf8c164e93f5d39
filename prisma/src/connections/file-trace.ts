import { statSync, type BigIntStats } from "node:fs";

/** By what a file is known again: which one it is, and whether it was written to. */
export type FileTrace = Pick<BigIntStats, "dev" | "ino" | "nlink" | "size" | "mtimeNs">;

/** The trace of the file that a path leads to now; null when it leads to none. */
export function traceFile(path: string): FileTrace | null {
  return statSync(path, { bigint: true, throwIfNoEntry: false }) ?? null;
}

/** Whether a path still leads to a file that is open. */
export function isSameFile(open: FileTrace, atPath: FileTrace | null): boolean {
  return atPath !== null && open.dev === atPath.dev && open.ino === atPath.ino;
}

/** Whether the file is unchanged since its trace was taken. */
export function isUnchanged(before: FileTrace, now: FileTrace | null): boolean {
  return isSameFile(before, now) && before.size === now?.size && before.mtimeNs === now.mtimeNs;
}
