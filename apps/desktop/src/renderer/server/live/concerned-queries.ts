import type { AppRouter } from "@excalibur/api";
import type { PublishedChange } from "@excalibur/api/contract";
import type { QueryKey } from "@tanstack/react-query";
import type { TRPCClient } from "@trpc/client";

type Changes = readonly PublishedChange[];
type Concern = (changes: Changes, id: string) => boolean;

/** Whether anything of one of these kinds changed. */
const anyOf =
  (...kinds: PublishedChange["kind"][]): Concern =>
  (changes) =>
    changes.some(({ kind }) => kinds.includes(kind));
/** Whether this very record may have changed. */
const record =
  (kind: "keys" | "executors"): Concern =>
  (changes, id) =>
    changes.some((change) => change.kind === kind && (change.ids === null || change.ids.includes(id)));
const never: Concern = () => false;

const aKey = record("keys");
const anExecutor = record("executors");
const keys = anyOf("keys");
const keysOrExecutors = anyOf("keys", "executors");
/** What is noted down: presence, which changes every few seconds, is not. */
const noted = anyOf("event", "audit");
const organization = anyOf("organization");

/** The names of a client's queries, such as `apiKeys.list`. */
type QueryPath<Client> = {
  [Name in keyof Client & string]: Client[Name] extends { query: unknown }
    ? Name
    : Client[Name] extends { mutate: unknown } | { subscribe: unknown }
      ? never
      : `${Name}.${QueryPath<Client[Name]>}`;
}[keyof Client & string];

/** After which changes the answer of each query may differ. */
const CONCERNS = {
  "account.get": organization,
  "account.sessions.list": never,
  // Its values are people and labels too; its counts are of keys, which change whenever either does.
  "apiKeys.facet": keysOrExecutors,
  "apiKeys.activity": aKey,
  "apiKeys.get": aKey,
  "apiKeys.list": keys,
  "apiKeys.listNamed": keysOrExecutors,
  // Who is online with them changes without a message: the dialog that shows it asks again by itself.
  "apiKeys.preview": keysOrExecutors,
  "audit.list": anyOf("audit"),
  "audit.verify": never,
  // A message that is sent is no live message: the log asks again by itself.
  "channels.deliveries": noted,
  // That one is failing is an event.
  "channels.list": (changes) => organization(changes, "") || noted(changes, ""),
  "codes.list": noted,
  "codes.uses": noted,
  "events.list": anyOf("event"),
  "executors.activity": anExecutor,
  // An executor's row names its keys and their states.
  "executors.get": (changes, id) => anExecutor(changes, id) || keys(changes, id),
  "executors.facet": keysOrExecutors,
  "executors.keyHistory": noted,
  "executors.list": keysOrExecutors,
  // A try that is noted again is no message; that one is locked out, and that it is back, is an event.
  "executors.lockedOut": noted,
  "executors.recipe": never,
  "invitations.list": organization,
  "managementKeys.list": anyOf("audit"),
  "members.list": organization,
  "members.listFormer": organization,
  "notices.list": anyOf("event"),
  "organizations.list": organization,
  "organizations.locate": never,
  // The rest of it changes every minute, without a live message.
  "overview.get": noted,
  "policies.get": organization,
  // It counts and names keys and the executors that are online with them.
  "policies.preview": (changes) => organization(changes, "") || keysOrExecutors(changes, ""),
  "server.info": never,
  "setup.status": never,
  "witnesses.list": anyOf("audit"),
} satisfies Record<QueryPath<TRPCClient<AppRouter>>, Concern>;

/** Of the queries that keep a list's rows up to date: this, then the key of the list's own pages. */
export const LIVE_LISTS = ["live-list"] as const;

/** For queries that only count, and need not be exact at every moment. */
export const LIVE_COUNTS = ["live-counts"] as const;

/**
 * Whether what a query has read may differ after some changes. Pages of a list are never read again as they are: their
 * order would change under the pointer. The query that goes with them brings them up to date in place.
 */
export function isConcerned(queryKey: QueryKey, changes: Changes): boolean {
  const [first, second] = queryKey;
  if (first === LIVE_LISTS[0]) return concerns((second as QueryKey)[0], "", changes);
  if (first === LIVE_COUNTS[0]) return noted(changes, "");
  const { type, input } = (second ?? {}) as { type?: string; input?: { id?: unknown } };
  if (type === "infinite") return false;
  return concerns(first, typeof input?.id === "string" ? input.id : "", changes);
}

/** @param part what the key of a procedure's query begins with: its resource and its name. */
function concerns(part: unknown, id: string, changes: Changes): boolean {
  const path = Array.isArray(part) ? part.join(".") : "";
  return isPath(path) && CONCERNS[path](changes, id);
}

function isPath(path: string): path is keyof typeof CONCERNS {
  return Object.hasOwn(CONCERNS, path);
}
