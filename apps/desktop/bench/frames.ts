interface TraceEvent {
  name: string;
  ph: string;
  /** Microseconds. */
  ts: number;
  dur?: number;
  /** Microseconds of the processor's time. */
  tdur?: number;
  pid: number;
  tid: number;
  args?: { name?: string };
}

export interface Frames {
  count: number;
  /** Milliseconds between two frames that were drawn one after the other: the longest, and how many were over 50. */
  longestMs: number;
  over50Ms: number;
  /** Milliseconds of the processor's time that the longest task of the page's main thread took. */
  longestTaskMs: number;
}

/** Reads from a Chromium trace how evenly the page was drawn while frames were asked for all the time. */
export function readFrames(trace: Buffer, mark: string): Frames {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const [from, to] = ["begin", "end"].map(
    (edge) => traceEvents.find(({ name }) => name === `${mark}-${edge}`)?.ts ?? Number.NaN,
  ) as [number, number];
  const within = traceEvents.filter(({ ts }) => ts >= from && ts <= to);
  const main = traceEvents.find(({ name, pid, args }) => {
    return name === "thread_name" && args?.name === "CrRendererMain" && within.some((event) => event.pid === pid);
  });
  const drawn = within
    .filter(({ name, pid }) => name === "AnimationFrame::Presentation" && pid === main?.pid)
    .map(({ ts }) => ts);
  drawn.sort((a, b) => a - b);
  const gapsMs = drawn.slice(1).map((ts, index) => (ts - (drawn[index] ?? ts)) / 1_000);
  const tasksMs = within
    .filter(({ name, pid, tid }) => name === "RunTask" && pid === main?.pid && tid === main.tid)
    .map(({ dur, tdur }) => (tdur ?? dur ?? 0) / 1_000);
  return {
    count: drawn.length,
    longestMs: Math.max(0, ...gapsMs),
    over50Ms: gapsMs.filter((gap) => gap > 50).length,
    longestTaskMs: Math.max(0, ...tasksMs),
  };
}
