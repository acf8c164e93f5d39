import { MAX_FOLLOWERS_NAMED, type KeyFollowers } from "@excalibur/api/contract";

/** Names in a sentence, at most. */
const NAMED = 10;

/** What becomes of the keys that executors have made to follow others: a sentence for those that are revoked, and one for the rest. */
export function describeFollowers({ unused, moved }: KeyFollowers, { isDone }: { isDone: boolean }): string[] {
  const sentences: string[] = [];
  if (unused.length > 0) {
    const [key, is, was] = unused.length === 1 ? ["key", "is", "was"] : ["keys", "are", "were"];
    sentences.push(`The next ${key} of ${together(unused)}, not used yet, ${isDone ? was : is} revoked too.`);
  }
  if (moved.length > 0) {
    const verbs =
      moved.length === 1 ? "has moved to a key of its own and goes on" : "have moved to keys of their own and go on";
    sentences.push(`${together(moved.map(({ name }) => name))} ${verbs}.`);
  }
  return sentences;
}

function together(names: readonly string[]): string {
  if (names.length <= NAMED) return names.join(", ");
  const more = names.length < MAX_FOLLOWERS_NAMED ? `${names.length - NAMED} more` : "many more";
  return `${names.slice(0, NAMED).join(", ")} and ${more}`;
}
