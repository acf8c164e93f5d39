import { KEY_STATUSES } from "@excalibur/api/contract";
import { flag, number, oneOf, text, texts, time } from "./query-text.ts";

/** What narrows keys, in the query of an address. */
export const keyFilter = {
  search: text("Words, each a part of the name, the note or the id, or the beginning of the hint."),
  status: oneOf(KEY_STATUSES, "Only keys of this status."),
  executorId: text("Only keys that this executor is bound to."),
  expiresWithinDays: number("Only keys that expire within so many days."),
  expiresAfter: time("Only keys that expire after this instant."),
  expiresUntil: time("Only keys that expire at this instant or before."),
  neverUsed: flag("Only keys that no executor has presented yet."),
  shared: flag("Only keys that several executors are bound to."),
  unusedForDays: number("Only keys older than so many days that were not used in them."),
  createdById: text("Only keys that this person created (usr_…)."),
  ownerId: text("Only keys that this member owns (mem_…), or none: keys without an owner."),
  label: texts("Only keys with this label, as name=value; may be repeated."),
};

/** The same as procedures take it. */
export function keyFilterOf(query: Readonly<Record<string, unknown>>): object {
  const { search, status, executorId, label: labels, ...facets } = query;
  return { search, status, executorId, facets: { ...facets, labels } };
}
