import { GENESIS_HASH } from "@excalibur/api/server";
import type { DatabaseTransaction } from "@excalibur/db";
import { hashPassword, makeSignature } from "better-auth/crypto";
import { newId } from "../../src/identifiers.ts";
import { cookieName, cookieRules } from "../../src/sessions/cookies.ts";

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

/** Longer than any test moves the time by which the server judges. */
const SESSION_MS = 30 * 24 * 60 * 60 * 1_000;

/**
 * The cookie of a new session, as sign-in makes it, without the second that checking a password may take on a busy machine.
 * Tests of sign-in itself use the real one.
 */
export async function addSession(
  client: DatabaseTransaction,
  person: Person,
  secret: string,
  at: Date,
): Promise<string> {
  const token = newId("ses");
  const expiresAt = new Date(at.getTime() + SESSION_MS);
  await client.session.create({
    data: { id: newId("ses"), token, userId: person.userId, expiresAt, createdAt: at, updatedAt: at },
  });
  const signature = await makeSignature(token, secret);
  const name = cookieName(cookieRules({ authSecret: secret, publicUrl: "http://localhost" }), "session_token");
  return `${name}=${encodeURIComponent(`${token}.${signature}`)}`;
}
