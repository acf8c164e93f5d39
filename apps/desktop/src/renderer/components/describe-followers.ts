import type { KeyFollowers } from "@excalibur/api/contract";

/** What becomes of the keys that executors have made to follow one: a sentence for those that are revoked, and one for the others. */
export function describeFollowers({ unused, moved }: KeyFollowers, { isDone }: { isDone: boolean }): string[] {
  const sentences: string[] = [];
  if (unused.length > 0) {
    const have = unused.length === 1 ? "has" : "have";
    const become = isDone ? "was revoked too" : "is revoked with it";
    sentences.push(`What ${unused.join(", ")} ${have} made to follow it, and not used yet, ${become}.`);
  }
  if (moved.length > 0) {
    const verbs =
      moved.length === 1 ? "has moved to a key of its own and goes on" : "have moved to keys of their own and go on";
    sentences.push(`${moved.join(", ")} ${verbs}.`);
  }
  return sentences;
}
