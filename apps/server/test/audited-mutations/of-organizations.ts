import type { Client } from "../harness/client.ts";
import { ownSecret } from "../harness/own-secret.ts";
import { OF_CHANNELS } from "./of-channels.ts";
import { cosignedBy, makeWitness } from "../harness/witness.ts";
import { both, type Mutation } from "./mutation.ts";

const MANAGEMENT_KEY = { name: "program", scopes: ["keys:read" as const], expiresInDays: 1 };
const LOGIN = () => ({
  name: "ada@laptop",
  host: "laptop",
  scopes: ["keys:read" as const],
  expiresInDays: 1,
  ...ownSecret("managementKey").hashed,
});
const openLogin = async ({ trpc }: Client) => ({ code: (await trpc.logins.begin.mutate(LOGIN())).userCode });
export const OF_ORGANIZATIONS: Record<string, Mutation> = {
  "logins.begin": {
    rows: [],
    prepare: ({ anonymous }) => both([anonymous, LOGIN()], [anonymous, { ...LOGIN(), scopes: [] }]),
  },
  "logins.poll": {
    rows: [],
    prepare: ({ anonymous }) => both([anonymous, { deviceCode: "x".repeat(43) }], [anonymous, { deviceCode: "x" }]),
  },
  "logins.preview": {
    rows: [],
    prepare: async ({ owner }) => both([owner, await openLogin(owner)], [owner, { code: "AAAAA-AAAAA" }]),
  },
  "logins.confirm": {
    rows: ["management_key.created"],
    prepare: async ({ owner }) => both([owner, await openLogin(owner)], [owner, { code: "AAAAA-AAAAA" }]),
  },
  "logins.refuse": {
    rows: ["management_key.refused"],
    prepare: async ({ owner }) => both([owner, await openLogin(owner)], [owner, { code: "AAAAA-AAAAA" }]),
  },
  "managementKeys.create": {
    rows: ["management_key.created"],
    prepare: ({ owner, member }) => both([owner, MANAGEMENT_KEY], [member, MANAGEMENT_KEY]),
  },
  "managementKeys.revoke": {
    rows: ["management_key.revoked"],
    prepare: async ({ owner }) => {
      const create = async () => (await owner.trpc.managementKeys.create.mutate(MANAGEMENT_KEY)).key.id;
      const [active, revoked] = [await create(), await create()];
      await owner.trpc.managementKeys.revoke.mutate({ id: revoked });
      return both([owner, { id: active }], [owner, { id: revoked }]);
    },
  },
  "witnesses.add": {
    rows: ["witness.added"],
    prepare: ({ owner, member }) =>
      both([owner, { key: makeWitness("w1").key }], [member, { key: makeWitness("w1").key }]),
  },
  "witnesses.remove": {
    rows: ["witness.removed"],
    prepare: async ({ owner }) => {
      const { witness } = await owner.trpc.witnesses.add.mutate({ key: makeWitness("w1").key });
      return both([owner, { id: witness.id }], [owner, { id: `wit_${"0".repeat(26)}` }]);
    },
  },
  // A row would be another head, to be co-signed again.
  "witnesses.cosign": {
    rows: [],
    prepare: async ({ owner, tenant: { organizationId } }) => {
      const witness = makeWitness("w1");
      await owner.trpc.witnesses.add.mutate({ key: witness.key });
      const checkpoint = { organizationId, sequence: 1, hash: "0".repeat(64) };
      const note = cosignedBy(witness, checkpoint);
      return both([owner, { note }], [owner, { note: note.replace("\n1\n", "\n2\n") }]);
    },
  },
  "organizations.create": {
    rows: ["organization.created", "member.joined"],
    prepare: ({ member, tenant }) => both([member, { name: "Fresh" }], [member, { name: "Taken", slug: tenant.slug }]),
  },
  "organizations.setActive": {
    rows: [],
    prepare: ({ member, tenant }) =>
      both([member, { id: tenant.organizationId }], [member, { id: `org_${"0".repeat(26)}` }]),
  },
  "organizations.update": {
    rows: ["organization.updated"],
    prepare: ({ owner, member }) => both([owner, { name: "Renamed" }], [member, { name: "Renamed" }]),
  },
  "organizations.transferOwnership": {
    rows: ["organization.ownership_transferred"],
    prepare: ({ owner, memberId }) => both([owner, { memberId }], [owner, { memberId: `mem_${"0".repeat(26)}` }]),
  },
  "organizations.deactivate": {
    rows: ["organization.deactivated"],
    prepare: ({ owner, member }) => both([owner, undefined], [member, undefined]),
  },
  "organizations.reactivate": {
    rows: ["organization.reactivated"],
    prepare: async ({ owner, member }) => {
      await owner.trpc.organizations.deactivate.mutate();
      return both([owner, undefined], [member, undefined]);
    },
  },
  "organizations.setTimeZone": {
    rows: ["organization.updated"],
    prepare: ({ owner }) => both([owner, { timeZone: "Europe/Berlin" }], [owner, { timeZone: "Nowhere" }]),
  },
  ...OF_CHANNELS,
  "policies.update": {
    rows: ["organization.policy_updated"],
    prepare: ({ owner }) =>
      both([owner, { longestLifeDays: 90, renewAtPercent: 70 }], [owner, { longestLifeDays: 90, defaultLifeDays: 91 }]),
  },
};
