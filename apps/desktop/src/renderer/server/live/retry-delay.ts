const FIRST_MS = 400;
const LONGEST_MS = 10_000;

/**
 * Milliseconds until a broken subscription is opened again: twice as long after each failure, up to 10 s, and spread, so
 * that a server that comes back is not met by everybody at once.
 * @param failures how many attempts have failed in a row, this one included.
 * @param random between 0 and 1.
 */
export function retryDelayMs(failures: number, random: number): number {
  const atMostMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
  return atMostMs * (0.5 + random / 2);
}
