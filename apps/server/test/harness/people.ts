import { GENESIS_HASH } from "@excalibur/api/server";
import type { DatabaseTransaction } from "@excalibur/db";
import { hashPassword } from "better-auth/crypto";
import { newId } from "../../src/identifiers.ts";

export interface Person {
  readonly userId: string;
  readonly email: string;
  readonly password: string;
}

export interface Tenant {
  readonly organizationId: string;
  readonly slug: string;
  readonly owner: Person;
}

const PASSWORD = "correct horse battery staple";
// Slow by design, so made once for everyone.
const passwordHash = hashPassword(PASSWORD);

/** An organization with its owner, written as the server itself writes them. */
export async function addOrganization(client: DatabaseTransaction, name: string, at: Date): Promise<Tenant> {
  const organizationId = newId("org");
  const slug = organizationId.replace("_", "-");
  await client.organization.create({ data: { id: organizationId, name, slug, createdAt: at } });
  await client.auditHead.create({ data: { organizationId, sequence: 0, hash: GENESIS_HASH } });
  const owner = await addPerson(client, organizationId, "owner", at);
  return { organizationId, slug, owner };
}

export function addMember(client: DatabaseTransaction, tenant: Tenant, role: string, at: Date): Promise<Person> {
  return addPerson(client, tenant.organizationId, role, at);
}

async function addPerson(client: DatabaseTransaction, organizationId: string, role: string, at: Date): Promise<Person> {
  const userId = newId("usr");
  const email = `${userId}@example.com`;
  const stamps = { createdAt: at, updatedAt: at };
  await client.user.create({ data: { id: userId, name: `The ${role}`, email, ...stamps } });
  await client.account.create({
    data: {
      id: newId("acc"),
      userId,
      accountId: userId,
      providerId: "credential",
      password: await passwordHash,
      ...stamps,
    },
  });
  await client.member.create({ data: { id: newId("mem"), organizationId, userId, role, createdAt: at } });
  return { userId, email, password: PASSWORD };
}
