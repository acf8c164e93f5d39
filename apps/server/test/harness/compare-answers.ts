import type { ExchangeAnswer } from "./exchange.ts";

/** An answer without what differs from one to the next: the time, the request's id, and how the body was framed. */
export function comparable({ status, headers, body }: ExchangeAnswer) {
  const { date: _date, "content-length": _length, "transfer-encoding": _encoding, ...rest } = headers;
  const same = body
    .replace(/"serverTime":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"/, '"serverTime":"…"')
    .replace(/"requestId":"[0-9a-f-]{36}"/, '"requestId":"…"');
  return { status, headers: rest, body: same };
}

/** The lines that are there now and were not before. */
export function changed(before: readonly string[], after: readonly string[]): string[] {
  const earlier = new Set(before);
  return after.filter((line) => !earlier.has(line));
}

/** The outcomes that counters are of. The counts differ from one request to the next, the outcomes do not. */
export function outcomes(lines: readonly string[]): string[] {
  return lines.flatMap((line) => /^excalibur_syncs_total\{outcome="(\w+)"\}/.exec(line)?.[1] ?? []);
}
