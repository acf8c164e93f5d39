import type { ApiKeyRecord } from "../ports/api-key-store.ts";
import type { CalendarOrganization } from "../ports/channel-store.ts";
import type { Services } from "../ports/services.ts";

/** Keys of one calendar: of more, those that expire first. */
const MOST_EXPIRIES = 5_000;
const PAGE_ROWS = 500;

/** A key that will expire. */
export interface Expiry {
  readonly keyId: string;
  readonly keyName: string;
  readonly expiresAt: Date;
  readonly owner: string | null;
  /** How many executors are bound to the key, and the names of those seen latest. */
  readonly usedBy: { readonly total: number; readonly names: readonly string[] };
}

/**
 * What the calendar of a token shows: every key of its organization that is going to expire, the next one first.
 * @returns null when the token is none, or no longer one
 */
export async function readCalendar(
  { data, secrets, now }: Pick<Services, "data" | "secrets" | "now">,
  token: string,
): Promise<{ organization: CalendarOrganization; expiries: Expiry[] } | null> {
  const organization = await data.channels.findCalendar(secrets.hash(token));
  if (organization === null) return null;
  return { organization, expiries: await listExpiries(data, organization.organizationId, now()) };
}

async function listExpiries({ apiKeys }: Services["data"], organizationId: string, now: Date): Promise<Expiry[]> {
  const expiries: Expiry[] = [];
  let after: { value: number; id: string } | null = null;
  do {
    const rows: ApiKeyRecord[] = await apiKeys.page(
      {
        organizationId,
        search: null,
        executorId: null,
        facets: { expires: { after: now } },
        status: "active",
        sort: { by: "expiresAt", direction: "asc" },
        after,
        skip: 0,
        limit: PAGE_ROWS,
      },
      now,
    );
    for (const row of rows) if (row.expiresAt !== null) expiries.push(presentExpiry(row, row.expiresAt));
    const last = rows.at(-1);
    after =
      rows.length === PAGE_ROWS && last?.expiresAt != null ? { value: last.expiresAt.getTime(), id: last.id } : null;
  } while (after !== null && expiries.length < MOST_EXPIRIES);
  return expiries;
}

function presentExpiry({ id, name, owner, usedBy }: ApiKeyRecord, expiresAt: Date): Expiry {
  const names = usedBy.executors.map((executor) => executor.name);
  return { keyId: id, keyName: name, expiresAt, owner: owner?.name ?? null, usedBy: { total: usedBy.total, names } };
}
