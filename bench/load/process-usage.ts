import { readFileSync } from "node:fs";

/** Milliseconds of processor time that a process has used, as Linux counts it (proc(5)): in ticks of 10 ms. */
export function cpuMs(pid: number): number {
  const fields = statOf(pid);
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Megabytes of memory that a process holds, in pages of 4 KiB. */
export function rssMb(pid: number): number {
  return Math.round((Number(statOf(pid)[21]) * 4) / 1024);
}

function statOf(pid: number): string[] {
  return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
}
