import { newId } from "../../src/identifiers.ts";
import type { Person, Tenant } from "./people.ts";
import type { TestServer } from "./test-server.ts";

/** Whose a target is: the caller's, another member's, another organization's. */
export type Whose = "own" | "other's" | "another tenant's" | "none";

/** The targets of a call. Each call gets new ones. */
export type Kind =
  | "key"
  | "used key"
  | "revoked key"
  | "paused key"
  | "management key"
  | "witness"
  | "executor"
  | "code"
  /** With a message that failed. Nothing can be sent to it: its address can't be read. */
  | "channel"
  | "calendar"
  | "member"
  | "admin"
  | "owner"
  | "invitation"
  | "admin's invitation"
  | "session"
  | "organization";

interface Setting {
  readonly tenant: Tenant;
  readonly evil: Tenant;
  readonly caller: Person;
}

/** Writes a target and returns its id. */
export async function makeTarget(
  server: TestServer,
  kind: Kind,
  whose: Whose,
  { tenant, evil, caller }: Setting,
): Promise<string> {
  const { client } = server.database;
  const { organizationId } = whose === "another tenant's" ? evil : tenant;
  const whoElse = () =>
    server.addMember(whose === "another tenant's" ? evil : tenant, kind === "admin" ? "admin" : "member");
  const person = whose === "own" ? caller : kind === "owner" ? tenant.owner : await whoElse();
  const at = new Date();
  switch (kind) {
    case "organization":
      return organizationId;
    case "session": {
      await server.signIn(person);
      const newest = { where: { userId: person.userId }, orderBy: { id: "desc" } } as const;
      return (await client.session.findFirstOrThrow(newest)).id;
    }
    case "member":
    case "admin":
    case "owner":
      return (await client.member.findFirstOrThrow({ where: { organizationId, userId: person.userId } })).id;
    case "invitation":
    case "admin's invitation": {
      const id = newId("inv");
      const role = kind === "invitation" ? "member" : "admin";
      const open = { status: "pending", expiresAt: new Date(at.getTime() + 60_000), createdAt: at };
      const link = { tokenHash: id, inviterId: person.userId };
      await client.invitation.create({
        data: { id, organizationId, email: `${id}@example.com`, role, ...open, ...link },
      });
      return id;
    }
    case "used key": {
      const executorId = await makeTarget(server, "executor", whose, { tenant, evil, caller });
      const { boundKeyId } = await client.executor.findUniqueOrThrow({ where: { id: executorId } });
      return boundKeyId ?? "";
    }
    case "key":
    case "revoked key":
      return addKey(server, organizationId, person, { revokedAt: kind === "key" ? null : at });
    case "paused key":
      return addKey(server, organizationId, person, { pausedUntil: new Date(at.getTime() + 600_000) });
    case "management key": {
      const id = newId("mgk");
      const creator = { createdById: person.userId, createdByName: "Person", createdAt: at };
      const limits = { scopes: "keys:read", cidrs: "", expiresAt: new Date(at.getTime() + 60_000) };
      const key = { id, organizationId, name: "program", secretHash: id, hint: "exm_aaaa", ...creator, ...limits };
      await client.managementKey.create({ data: key });
      return id;
    }
    case "witness": {
      const id = newId("wit");
      const creator = { createdById: person.userId, createdByName: "Person", createdAt: at };
      await client.auditWitness.create({ data: { id, organizationId, name: id, key: id, ...creator } });
      return id;
    }
    case "code": {
      const id = newId("cod");
      const by = { createdById: person.userId, createdByName: "person", createdAt: at };
      const good = { maxUses: 1, uses: 0, expiresAt: new Date(at.getTime() + 60_000) };
      await client.enrolmentCode.create({ data: { id, organizationId, codeHash: id, ...by, ...good } });
      return id;
    }
    case "channel":
    case "calendar": {
      const id = newId("chn");
      const about = {
        name: "channel",
        kind: kind === "channel" ? "chat" : kind,
        settings: '{"addresses":[],"host":null}',
      };
      const chosen = { kinds: " key.created ", leastLevel: 0, offlineMinutes: 5 };
      const by = { createdById: person.userId, createdByName: "Person", createdAt: at };
      await client.notificationChannel.create({ data: { id, organizationId, ...about, ...chosen, ...by } });
      const message = { messageId: id.replace("chn", "msg"), channelId: id, organizationId, at, state: "failed" };
      const told = { kind: "key.created", level: 0, subjectName: "key", details: "{}" };
      await client.notification.create({ data: { ...message, ...told } });
      return id;
    }
    case "executor": {
      const [id, boundKeyId] = [newId("exe"), await addKey(server, organizationId, person, {})];
      const seen = { firstSeenAt: at, lastSeenAt: at, boundAt: at };
      const facts = { name: id, nameFolded: id, kind: "agent", version: "1" };
      await client.executor.create({ data: { id, organizationId, boundKeyId, ...facts, ...seen } });
      return id;
    }
  }
}

async function addKey(
  server: TestServer,
  organizationId: string,
  by: Person,
  state: { revokedAt?: Date | null; pausedUntil?: Date },
): Promise<string> {
  const id = newId("key");
  const createdAt = new Date();
  const key = { name: "key", nameFolded: "key", secretHash: id, hint: "exc_aaaa", createdById: by.userId, createdAt };
  await server.database.client.apiKey.create({ data: { id, organizationId, ...state, ...key } });
  return id;
}
