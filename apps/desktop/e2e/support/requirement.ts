/**
 * Whether a test file can run here. Says plainly what is missing; where CI runs the tests nothing may be missing.
 * @param found what was looked for, or null.
 */
export function isProvided(what: string, found: unknown): boolean {
  if (found !== null) return true;
  const words = `Not tested here: ${what} is missing.`;
  if (process.env["CI"]) throw new Error(`${words} In CI nothing is skipped.`);
  console.warn(words);
  return false;
}
