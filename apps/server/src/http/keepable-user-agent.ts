import { holdsSecret, textProblem } from "@excalibur/api/contract";

const MAX_LENGTH = 500;

/** What a session and its audit rows keep of the header `User-Agent`; null for what can't be shown, or holds a key. */
export function keepableUserAgent(header: string | undefined): string | null {
  if (header === undefined || textProblem(header) !== null || holdsSecret(header)) return null;
  return header.slice(0, MAX_LENGTH);
}
