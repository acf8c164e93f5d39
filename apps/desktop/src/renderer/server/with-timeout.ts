/**
 * Gives a call up when it takes too long, and when the caller's own signal aborts.
 * @throws as the call does once its signal aborts, with a `TimeoutError` as the reason after `timeoutMs`.
 */
export async function withTimeout<Answer>(
  signal: AbortSignal,
  timeoutMs: number,
  call: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const limited = new AbortController();
  const giveUp = () => limited.abort(signal.reason);
  const timer = setTimeout(() => limited.abort(new DOMException("No answer in time", "TimeoutError")), timeoutMs);
  signal.addEventListener("abort", giveUp);
  try {
    return await call(limited.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", giveUp);
  }
}
