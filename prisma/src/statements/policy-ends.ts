import type { DatabaseTransaction } from "../connections/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { Statement } from "../dialects/statement.ts";
import { instant, instantOrNull, RowSchema, text, type RawRow } from "../mappers/row-schema.ts";

/** What a policy says of when keys end. */
export interface EndPolicy {
  readonly longestLifeDays: number | null;
  /** `name=value`: keys with this label have no longest life, and end for no lack of use. */
  readonly exemptLabel: string | null;
  /** Whether the ends that keys got for being unused are taken back, as a policy with other days does. */
  readonly forgetsWarnings?: boolean;
}

interface EndsOf {
  readonly organizationId: string;
  readonly policy: EndPolicy;
  readonly now: Date;
}

/** A key and when it ends. */
export interface EndOfKey {
  readonly id: string;
  readonly name: string;
  readonly endedAt: Date | null;
  readonly endsAt: Date | null;
}

/** Later than any instant that is kept, on SQLite, whose `min` knows nothing beside null. */
const NEVER = 8.64e15;
const DAY_MS = 86_400_000;
/** Keys that are changed by one statement: on SQLite no sync is answered while one runs. */
export const KEYS_A_STATEMENT = 2_000;

const ISSUED = "CASE WHEN k.ends_early THEN k.issued_expires_at ELSE k.expires_at END";

/** When `api_key k` ends by what bounds its life under a policy: the rule `endOf`, for many at once. */
function endsAt(statement: Statement, { longestLifeDays, exemptLabel, forgetsWarnings }: EndPolicy): string {
  // In the order of the text: SQLite's parameters have no numbers.
  const unlessExempt = (bound: () => string) =>
    exemptLabel === null ? bound() : `CASE WHEN ${isExempt(statement, exemptLabel)} THEN NULL ELSE ${bound()} END`;
  const ofPolicy = forgetsWarnings === true ? [] : [unlessExempt(() => "k.unused_ends_at")];
  if (longestLifeDays !== null) ofPolicy.push(unlessExempt(() => longestLifeEnd(statement, longestLifeDays)));
  return earliest(statement.dialect, [ISSUED, "k.retires_at", ...ofPolicy]);
}

/** That `api_key k` has a label. */
function isExempt(statement: Statement, label: string): string {
  return `EXISTS (SELECT 1 FROM key_label l WHERE l.key_id = k.id AND l.label = ${statement.parameter(label)})`;
}

/** That `api_key k` belongs to an organization and has not ended. */
function isOpen(statement: Statement, organizationId: string, now: Date): string {
  return `k.organization_id = ${statement.parameter(organizationId)} AND k.revoked_at IS NULL
      AND (k.expires_at IS NULL OR k.expires_at > ${statement.instant(now)})`;
}

/** Selects the keys of an organization that have not ended, with when they end (`ended_at`) and would end (`ends_at`). */
function endsOfKeys(statement: Statement, { organizationId, policy, now }: EndsOf): string {
  return `
    SELECT k.id, k.name, k.expires_at AS ended_at, ${endsAt(statement, policy)} AS ends_at
    FROM api_key k WHERE ${isOpen(statement, organizationId, now)}`;
}

function longestLifeEnd(statement: Statement, days: number): string {
  if (statement.dialect === "sqlite") return `k.created_at + ${statement.parameter(days * DAY_MS)}`;
  return `k.created_at + ${statement.integer(days)} * interval '24 hours'`;
}

function earliest(dialect: Dialect, instants: readonly string[]): string {
  if (dialect === "postgresql") return `least(${instants.join(", ")})`;
  return `nullif(min(${instants.map((one) => `coalesce(${one}, ${NEVER})`).join(", ")}), ${NEVER})`;
}

const ENDS_EARLIER = "ends_at IS NOT NULL AND (ended_at IS NULL OR ends_at < ended_at)";

/** How a policy would move the ends of keys that have not ended. */
export async function countMovedEnds(
  client: DatabaseTransaction,
  dialect: Dialect,
  ends: EndsOf,
): Promise<{ shortened: number; ended: number; lengthened: number }> {
  const statement = new Statement(dialect);
  const sql = `
    SELECT count(CASE WHEN ${ENDS_EARLIER} THEN 1 END) AS shortened,
      count(CASE WHEN ends_at <= ${statement.instant(ends.now)} THEN 1 END) AS ended,
      count(CASE WHEN ended_at IS NOT NULL AND (ends_at IS NULL OR ends_at > ended_at) THEN 1 END) AS lengthened
    FROM (${endsOfKeys(statement, ends)}) AS ends`;
  type Counts = Record<"shortened" | "ended" | "lengthened", number | bigint>;
  const [row] = await client.$queryRawUnsafe<Counts[]>(sql, ...statement.parameters);
  const { shortened = 0, ended = 0, lengthened = 0 } = row ?? {};
  return { shortened: Number(shortened), ended: Number(ended), lengthened: Number(lengthened) };
}

const END_ROW = new RowSchema({
  id: text("id"),
  name: text("name"),
  endedAt: instantOrNull("ended_at"),
  endsAt: instantOrNull("ends_at"),
});

/** Keys that would end earlier than they do, the first to end first: at most `limit`; `until`: only those that end by then. */
export async function readShortenedKeys(
  client: DatabaseTransaction,
  dialect: Dialect,
  { limit, until, ...ends }: EndsOf & { readonly limit: number; readonly until: Date | null },
): Promise<EndOfKey[]> {
  const statement = new Statement(dialect);
  const from = endsOfKeys(statement, ends);
  const isByThen = until === null ? "" : `AND ends_at <= ${statement.instant(until)}`;
  const sql = `
    SELECT ${END_ROW.select(dialect)} FROM (${from}) AS ends
    WHERE ${ENDS_EARLIER} ${isByThen} ORDER BY ends_at, id LIMIT ${statement.parameter(limit)}`;
  const rows = await client.$queryRawUnsafe<RawRow[]>(sql, ...statement.parameters);
  return rows.map((row) => END_ROW.read(row));
}

/** Moves the ends of all keys of an organization that have not ended, as a policy says. @returns how many were moved. */
export async function moveEndsOfKeys(client: DatabaseTransaction, dialect: Dialect, ends: EndsOf): Promise<number> {
  const statement = new Statement(dialect);
  const sql = `SELECT id FROM (${endsOfKeys(statement, ends)}) AS ends WHERE ends_at IS DISTINCT FROM ended_at ORDER BY id`;
  const found = await client.$queryRawUnsafe<{ id: string }[]>(sql, ...statement.parameters);
  let moved = 0;
  for (let start = 0; start < found.length; start += KEYS_A_STATEMENT) {
    const [first, last] = [found[start]?.id ?? "", found[start + KEYS_A_STATEMENT - 1]?.id ?? found.at(-1)?.id ?? ""];
    // Those between them that stay where they are do not fit the statement. Two texts are compared in place of thousands.
    const isBetween = (update: Statement) => `k.id BETWEEN ${update.parameter(first)} AND ${update.parameter(last)}`;
    moved += await moveEndsWhere(client, dialect, ends, isBetween);
  }
  return moved;
}

/** Moves the ends of some keys likewise. */
export function moveEnds(
  client: DatabaseTransaction,
  dialect: Dialect,
  { ids, ...ends }: EndsOf & { readonly ids: readonly string[] },
): Promise<number> {
  return moveEndsWhere(client, dialect, ends, (update) => update.isOneOf("k.id", ids));
}

/**
 * The new ends are made of the row itself, so that on PostgreSQL what another transaction has just committed of it counts.
 * @param which keys `k`, as a condition.
 */
function moveEndsWhere(
  client: DatabaseTransaction,
  dialect: Dialect,
  { organizationId, policy, now }: EndsOf,
  which: (statement: Statement) => string,
): Promise<number> {
  const statement = new Statement(dialect);
  const sql = `
    UPDATE api_key AS k SET expires_at = ${endsAt(statement, policy)}, issued_expires_at = ${ISSUED},
      ends_early = (${endsAt(statement, policy)} IS DISTINCT FROM ${ISSUED})
    WHERE ${which(statement)} AND ${isOpen(statement, organizationId, now)}
      AND ${endsAt(statement, policy)} IS DISTINCT FROM k.expires_at`;
  return client.$executeRawUnsafe(sql, ...statement.parameters);
}

const UNUSED_ROW = new RowSchema({ id: text("id"), name: text("name"), lastUsedAt: instant("last_used_at") });

interface UnusedQuery {
  readonly organizationId: string;
  readonly policy: EndPolicy;
  readonly usedUntil: Date;
  readonly now: Date;
}

/**
 * Keys of an organization that were last used, or else made, at an instant or before, have not ended and are not to end for
 * that yet: how many there are, and the longest unused.
 */
export async function readUnusedKeys(
  client: DatabaseTransaction,
  dialect: Dialect,
  query: UnusedQuery & { limit: number },
): Promise<{ total: number; keys: { id: string; name: string; lastUsedAt: Date }[] }> {
  const counted = new Statement(dialect);
  const total = `SELECT count(*) AS total FROM (${unusedKeys(counted, query)}) AS unused`;
  const [row] = await client.$queryRawUnsafe<{ total: number | bigint }[]>(total, ...counted.parameters);
  const statement = new Statement(dialect);
  const sql = `
    SELECT ${UNUSED_ROW.select(dialect)} FROM (${unusedKeys(statement, query)}) AS unused
    ORDER BY last_used_at, id LIMIT ${statement.parameter(query.limit)}`;
  const rows = await client.$queryRawUnsafe<RawRow[]>(sql, ...statement.parameters);
  return { total: Number(row?.total ?? 0), keys: rows.map((one) => UNUSED_ROW.read(one)) };
}

/** In two parts, each in an index: keys that were used, by their last use; and those that never were. */
function unusedKeys(
  statement: Statement,
  { organizationId, policy: { exemptLabel, forgetsWarnings }, usedUntil, now }: UnusedQuery,
): string {
  const unlessWarned = forgetsWarnings === true ? "" : "AND k.unused_ends_at IS NULL";
  const unlessExempt = () => (exemptLabel === null ? "" : `AND NOT ${isExempt(statement, exemptLabel)}`);
  const isEligible = () =>
    `${isOpen(statement, organizationId, now)} AND k.retires_at IS NULL ${unlessWarned} ${unlessExempt()}`;
  return `
    SELECT k.id, k.name, u.at AS last_used_at FROM key_last_use u JOIN api_key k ON k.id = u.key_id
    WHERE u.organization_id = ${statement.parameter(organizationId)} AND u.at <= ${statement.instant(usedUntil)}
      AND ${isEligible()}
    UNION ALL
    SELECT k.id, k.name, k.created_at AS last_used_at FROM api_key k
    WHERE k.first_used_at IS NULL AND k.created_at <= ${statement.instant(usedUntil)} AND ${isEligible()}`;
}

const NAMED_ROW = new RowSchema({ id: text("id"), name: text("name") });

/** Keys of an organization that have not ended and that a policy exempts: how many, and the first by name. */
export async function readExemptKeys(
  client: DatabaseTransaction,
  dialect: Dialect,
  { organizationId, policy: { exemptLabel }, now, limit }: EndsOf & { readonly limit: number },
): Promise<{ total: number; keys: { id: string; name: string }[] }> {
  if (exemptLabel === null) return { total: 0, keys: [] };
  const from = (statement: Statement) =>
    `FROM api_key k WHERE ${isOpen(statement, organizationId, now)} AND ${isExempt(statement, exemptLabel)}`;
  const counted = new Statement(dialect);
  const total = `SELECT count(*) AS total ${from(counted)}`;
  const [row] = await client.$queryRawUnsafe<{ total: number | bigint }[]>(total, ...counted.parameters);
  const statement = new Statement(dialect);
  const sql = `
    SELECT ${NAMED_ROW.select(dialect)} FROM (SELECT k.id, k.name, k.name_order ${from(statement)}) AS exempt
    ORDER BY name_order, id LIMIT ${statement.parameter(limit)}`;
  const rows = await client.$queryRawUnsafe<RawRow[]>(sql, ...statement.parameters);
  return { total: Number(row?.total ?? 0), keys: rows.map((one) => NAMED_ROW.read(one)) };
}
