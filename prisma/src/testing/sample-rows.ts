import type { Dialect } from "../dialects/dialect.ts";
import { Statement } from "../dialects/statement.ts";
import type { DatabaseTransaction } from "../connections/database.ts";

/** Rows that the tests of this package need again and again. */
export const epoch = new Date("2026-06-01T12:00:00.000Z");

export async function addOrganization(client: DatabaseTransaction, id: string): Promise<void> {
  await client.organization.create({ data: { id, name: id, slug: `slug-of-${id}`, createdAt: epoch } });
}

/** The same in a database of an earlier version: today's client names columns that are not there yet. */
export async function addEarlierOrganization(client: DatabaseTransaction, dialect: Dialect, id: string): Promise<void> {
  const statement = new Statement(dialect);
  const values = [id, id, `slug-of-${id}`].map((text) => statement.parameter(text));
  const sql = `INSERT INTO organization (id, name, slug, created_at) VALUES (${values.join(", ")}, ${statement.instant(epoch)})`;
  await client.$executeRawUnsafe(sql, ...statement.parameters);
}

export async function addUser(client: DatabaseTransaction, id: string): Promise<void> {
  const stamps = { createdAt: epoch, updatedAt: epoch };
  await client.user.create({ data: { id, name: id, email: `${id}@example.com`, ...stamps } });
}

interface Session {
  readonly id: string;
  readonly userId: string;
  readonly activeOrganizationId?: string;
}

/** It ends at `epoch`. */
export async function addSession(client: DatabaseTransaction, session: Session): Promise<void> {
  const stamps = { createdAt: epoch, updatedAt: epoch };
  await client.session.create({ data: { token: `token of ${session.id}`, expiresAt: epoch, ...session, ...stamps } });
}

interface Member {
  readonly id: string;
  readonly organizationId: string;
  readonly userId: string;
  readonly role: string;
  /** Milliseconds from `epoch` to when they joined. */
  readonly afterMs?: number;
}

export async function addMember(client: DatabaseTransaction, { afterMs = 0, ...member }: Member): Promise<void> {
  await client.member.create({ data: { ...member, createdAt: new Date(epoch.getTime() + afterMs) } });
}

type ApiKeyData = Parameters<DatabaseTransaction["apiKey"]["create"]>[0]["data"];

export async function addKey(client: DatabaseTransaction, id: string, data: Partial<ApiKeyData> = {}): Promise<void> {
  await client.apiKey.create({
    data: {
      id,
      organizationId: "org_1",
      name: id,
      nameFolded: id,
      nameOrder: id,
      secretHash: `hash of ${id}`,
      hint: "exc_a1B2",
      createdAt: epoch,
      ...data,
    } as ApiKeyData,
  });
}

export async function addExecutor(client: DatabaseTransaction, id: string, lastSeenAt: Date = epoch): Promise<void> {
  await client.executor.create({
    data: {
      id,
      organizationId: "org_1",
      name: id,
      nameFolded: id,
      nameOrder: id,
      kind: "agent",
      version: "1.0.0",
      firstSeenAt: epoch,
      lastSeenAt,
      boundAt: epoch,
    },
  });
}
