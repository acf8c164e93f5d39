import { EXECUTOR_KINDS, EXECUTOR_STATES, OLDER_THAN_NEWEST } from "@excalibur/api/contract";
import { flag, oneOf, text, texts } from "./query-text.ts";

/** What narrows executors, in the query of an address. */
export const executorFilter = {
  search: text(
    "Words, each a part of the name, the note, a label, the host, the bound key's name or the id, or the beginning of an address.",
  ),
  state: oneOf(EXECUTOR_STATES, "Only those in this state."),
  online: flag("Only those that are online, or only those that are not."),
  kind: oneOf(EXECUTOR_KINDS, "Only those of this kind."),
  version: text(`Only those of this version. ${OLDER_THAN_NEWEST}: of a version older than the newest that any has.`),
  apiKeyId: text("Only executors that are bound to this key."),
  label: texts("Only executors with this label, as name=value; may be repeated."),
};

/** The same as procedures take it. */
export function executorFilterOf({ label: labels, ...query }: Readonly<Record<string, unknown>>): object {
  return { ...query, labels };
}
