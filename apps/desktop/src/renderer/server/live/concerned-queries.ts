import type { QueryKey } from "@tanstack/react-query";
import { isAny, mayHold, type ChangeBatch } from "./change-batch.ts";

type Concern = (changes: ChangeBatch, id: string) => boolean;

const keysOrExecutors: Concern = ({ keys, executors }) => isAny(keys) || isAny(executors);
/** What is noted down: presence, which changes every few seconds, is not. */
const told: Concern = ({ events, audit }) => events || audit;
const organization: Concern = (changes) => changes.organization;
const audit: Concern = (changes) => changes.audit;

/** Which changes each procedure's answer may differ after, by its name or by its resource. */
const CONCERNS: Readonly<Record<string, Concern>> = {
  "apiKeys.get": ({ keys }, id) => mayHold(keys, id),
  "apiKeys.list": ({ keys }) => isAny(keys),
  // An executor's row names its keys and their states.
  "executors.get": ({ keys, executors }, id) => mayHold(executors, id) || isAny(keys),
  "executors.keyHistory": told,
  "executors.recipe": () => false,
  executors: keysOrExecutors,
  events: ({ events }) => events,
  // The rest of it goes with the minutes, which nobody tells of.
  overview: told,
  audit,
  account: organization,
  organizations: organization,
  members: organization,
  invitations: organization,
};

/** Of the queries that keep a list's rows up to date: this, then the key of the list's own pages. */
export const LIVE_LISTS = ["live-list"] as const;

/** Of the queries that merely count, which need not be exact at every moment. */
export const LIVE_COUNTS = ["live-counts"] as const;

/**
 * Whether what a query has read may differ after some changes. Pages of a list are never read again as they are: their
 * order would change under the pointer. The query that goes with them brings them up to date in place.
 */
export function isConcerned(queryKey: QueryKey, changes: ChangeBatch): boolean {
  const [first, second] = queryKey;
  if (first === LIVE_LISTS[0]) return concerns(procedureOf((second as QueryKey)[0]), "", changes);
  if (first === LIVE_COUNTS[0]) return told(changes, "");
  const { type, input } = (second ?? {}) as { type?: string; input?: { id?: unknown } };
  if (type === "infinite") return false;
  const id = typeof input?.id === "string" ? input.id : "";
  return concerns(procedureOf(first), id, changes);
}

function concerns([resource, procedure]: readonly string[], id: string, changes: ChangeBatch): boolean {
  const concern = CONCERNS[`${resource}.${procedure}`] ?? CONCERNS[resource ?? ""];
  return concern?.(changes, id) ?? false;
}

/** A procedure's name as the queries' keys begin with it: its resource and what it does. */
function procedureOf(part: unknown): readonly string[] {
  return Array.isArray(part) ? part : [];
}
