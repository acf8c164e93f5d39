import { ANY_CHANGE, LiveBacklog, type PublishedChange } from "@excalibur/api/contract";
import { queryClient } from "../query-client.ts";
import { isConcerned } from "./concerned-queries.ts";
import { noteDeleted } from "./deleted-records.ts";

/** Between two rounds of reading again, however much changes: a fleet's syncs alone would ask for one at every moment. */
const ROUND_EVERY_MS = 1_000;

const waiting = new LiveBacklog();
let timer: ReturnType<typeof setTimeout> | undefined;

/** Has everything on screen read again that a change concerns: the first one at once, those that follow in rounds. */
export function applyChange(change: PublishedChange): void {
  if (change.kind === "deleted") noteDeleted(change.ids);
  waiting.add(change);
  if (timer === undefined) readAgain();
}

/** The same for changes of a time without live messages. */
export function applyAnyChange(): void {
  for (const change of ANY_CHANGE) waiting.add(change);
  if (timer === undefined) readAgain();
}

/** What is not on screen is only marked: it is read again when it is shown next. */
function readAgain(): void {
  const changes = waiting.take();
  timer = undefined;
  if (changes.length === 0) return;
  void queryClient.invalidateQueries({ predicate: ({ queryKey }) => isConcerned(queryKey, changes) });
  timer = setTimeout(readAgain, ROUND_EVERY_MS);
}
