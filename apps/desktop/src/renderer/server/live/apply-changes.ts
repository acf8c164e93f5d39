import type { LiveChange } from "@excalibur/api/contract";
import { queryClient } from "../query-client.ts";
import { ANY_CHANGE, NO_CHANGE, withChange, type ChangeBatch } from "./change-batch.ts";
import { isConcerned } from "./concerned-queries.ts";

/** Between two rounds of reading again, however much changes: a fleet's syncs alone would ask for one at every moment. */
const ROUND_EVERY_MS = 1_000;

let waiting: ChangeBatch | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Has everything on screen read again that a change concerns: the first one at once, those that follow in rounds. */
export function applyChange(change: Exclude<LiveChange, { kind: "ready" }>): void {
  apply(withChange(waiting ?? NO_CHANGE, change));
}

/** The same for whatever may have changed while nobody told. */
export function applyAnyChange(): void {
  apply(ANY_CHANGE);
}

function apply(changes: ChangeBatch): void {
  if (timer !== undefined) {
    waiting = changes;
    return;
  }
  readAgain(changes);
  timer = setTimeout(() => {
    timer = undefined;
    const next = waiting;
    waiting = null;
    if (next !== null) apply(next);
  }, ROUND_EVERY_MS);
}

/** What is not on screen is only marked: it is read again when it is shown next. */
function readAgain(changes: ChangeBatch): void {
  void queryClient.invalidateQueries({ predicate: ({ queryKey }) => isConcerned(queryKey, changes) });
}
