import type { CredentialSource } from "../credential/credential-source.ts";
import { noStorage, problemOf } from "../credential/storage-problem.ts";

/** Where a renewed key would be kept, or why that is not possible, as a trial right now has shown. */
export async function describeRenewal(source: CredentialSource): Promise<string> {
  const { candidates } = source;
  try {
    if (candidates === undefined) throw noStorage(source);
    await candidates.probe();
    const problem = await candidates.lifetimeProblem();
    return `a renewed key is kept in ${candidates.name}${problem === null ? "" : `. Warning: ${problem}`}`;
  } catch (error) {
    const { sourceName, reason, words } = problemOf(source, error);
    return `not possible (${reason}): a renewed key can't be stored in ${sourceName}: ${words}`;
  }
}
