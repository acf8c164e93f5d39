const BUCKET = /^excalibur_sync_handler_seconds_bucket\{le="([^"]+)"[^}]*\} (\d+)$/gm;

/** How many syncs took at most so many seconds inside the server, by that bound. */
export type HandlerTimes = ReadonlyMap<number, number>;

/** What the server has measured of itself so far. */
export async function readHandlerTimes(url: string): Promise<HandlerTimes> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return new Map(
    [...text.matchAll(BUCKET)].map(([, bound, count]) => [Number(bound?.replace("+Inf", "Infinity")), Number(count)]),
  );
}

/** The least bound, in milliseconds, that a share of the syncs between two readings stayed within. */
export function handlerTimeMs(before: HandlerTimes, after: HandlerTimes, share: number): number {
  const between = [...after].map(([bound, count]) => [bound, count - (before.get(bound) ?? 0)] as const);
  const total = between.at(-1)?.[1] ?? 0;
  return (between.find(([, count]) => count >= total * share)?.[0] ?? Number.NaN) * 1_000;
}
