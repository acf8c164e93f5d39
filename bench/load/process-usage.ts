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

/** A moment from which to ask how busy the cores were: the share of their time that they did not idle, 0 to 1 (proc(5)). */
export function watchCores(): () => number {
  const before = coreTicks();
  return () => {
    const now = coreTicks();
    return 1 - (now.idle - before.idle) / (now.all - before.all);
  };
}

function coreTicks(): { all: number; idle: number } {
  const [line = ""] = readFileSync("/proc/stat", "utf8").split("\n");
  // user, nice, system, idle, iowait, irq, softirq, steal; what follows is counted in the first two already.
  const ticks = line.trim().split(/\s+/).slice(1, 9).map(Number);
  return { all: ticks.reduce((sum, tick) => sum + tick, 0), idle: (ticks[3] ?? 0) + (ticks[4] ?? 0) };
}
