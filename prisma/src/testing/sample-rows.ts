import type { DatabaseTransaction } from "../database.ts";

/** Rows that the tests of this package need again and again. */
export const epoch = new Date("2026-06-01T12:00:00.000Z");

export async function addOrganization(client: DatabaseTransaction, id: string): Promise<void> {
  await client.organization.create({ data: { id, name: id, slug: `slug-of-${id}`, createdAt: epoch } });
}

type ApiKeyData = Parameters<DatabaseTransaction["apiKey"]["create"]>[0]["data"];

export async function addKey(client: DatabaseTransaction, id: string, data: Partial<ApiKeyData> = {}): Promise<void> {
  await client.apiKey.create({
    data: {
      id,
      organizationId: "org_1",
      name: id,
      nameFolded: id,
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
      kind: "agent",
      version: "1.0.0",
      firstSeenAt: epoch,
      lastSeenAt,
      boundAt: epoch,
    },
  });
}
