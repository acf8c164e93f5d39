import { presentUnknownKey } from "../harness/present-unknown-key.ts";
import { both, NEW_EXECUTOR, type Mutation, type Scene } from "./mutation.ts";

/** A key, and one that is revoked already. */
const twoKeys = async ({ owner }: Scene) => {
  const create = async () => (await owner.trpc.apiKeys.create.mutate({ name: "key", target: NEW_EXECUTOR })).key.id;
  const [active, revoked] = [await create(), await create()];
  await owner.trpc.apiKeys.revoke.mutate({ id: revoked });
  return { active, revoked };
};

/** An executor bound to a key. */
const boundExecutor = async ({ owner }: Scene) => {
  const { secret } = await owner.trpc.apiKeys.create.mutate({ name: "key", target: NEW_EXECUTOR });
  await owner.sync(secret, { name: "edge-1" });
  return (await owner.trpc.executors.list.query({})).items[0]!.id;
};

const boundKey = async (scene: Scene) => {
  const id = await boundExecutor(scene);
  return (await scene.owner.trpc.executors.get.query({ id })).boundKey!.id;
};

export const OF_KEYS: Record<string, Mutation> = {
  "apiKeys.create": {
    rows: ["api_key.created"],
    prepare: ({ owner, member }) => {
      const input = { name: "key", target: NEW_EXECUTOR };
      return both([owner, input], [member, input]);
    },
  },
  "apiKeys.lookUp": {
    rows: [],
    prepare: ({ owner, anonymous }) => {
      const input = { secretHashes: ["0".repeat(64)] };
      return both([owner, input], [anonymous, input]);
    },
  },
  "apiKeys.update": {
    rows: ["api_key.updated"],
    prepare: async (scene) => {
      const { active } = await twoKeys(scene);
      return both([scene.owner, { id: active, note: "for CI" }], [scene.member, { id: active, note: "mine" }]);
    },
  },
  "apiKeys.ensure": {
    rows: ["api_key.created"],
    prepare: ({ owner, member }) => {
      const input = { externalId: "host-1", name: "key", target: NEW_EXECUTOR };
      return both([owner, input], [member, input]);
    },
  },
  "apiKeys.rotate": {
    rows: ["api_key.created", "api_key.revoked"],
    prepare: async (scene) => {
      const { active, revoked } = await twoKeys(scene);
      return both([scene.owner, { id: active }], [scene.owner, { id: revoked }]);
    },
  },
  "apiKeys.revoke": {
    rows: ["api_key.revoked"],
    prepare: async (scene) => {
      const { active, revoked } = await twoKeys(scene);
      return both([scene.owner, { id: active }], [scene.owner, { id: revoked }]);
    },
  },
  "apiKeys.pause": {
    rows: ["api_key.paused"],
    prepare: async (scene) => {
      const { active, revoked } = await twoKeys(scene);
      return both([scene.owner, { id: active, minutes: 1 }], [scene.owner, { id: revoked, minutes: 1 }]);
    },
  },
  "apiKeys.resume": {
    rows: ["api_key.resumed"],
    prepare: async (scene) => {
      const [{ active }, { active: running }] = [await twoKeys(scene), await twoKeys(scene)];
      await scene.owner.trpc.apiKeys.pause.mutate({ id: active, minutes: 1 });
      return both([scene.owner, { id: active }], [scene.owner, { id: running }]);
    },
  },
  "apiKeys.delete": {
    rows: ["api_key.deleted"],
    prepare: async (scene) => {
      const { active, revoked } = await twoKeys(scene);
      return both([scene.owner, { id: revoked }], [scene.owner, { id: active }]);
    },
  },
  "apiKeys.revokeMany": {
    rows: ["api_key.revoked", "api_key.revoked"],
    prepare: async (scene) => {
      const ids = [(await twoKeys(scene)).active, (await twoKeys(scene)).active];
      return both([scene.owner, { ids }], [scene.owner, { search: "nothing of that name", expectedTotal: 1 }]);
    },
  },
  "apiKeys.labelMany": {
    rows: ["api_key.updated", "api_key.updated"],
    prepare: async (scene) => {
      const ids = [(await twoKeys(scene)).active, (await twoKeys(scene)).active];
      const set = { env: "prod" };
      return both(
        [scene.owner, { ids, set }],
        [scene.owner, { search: "nothing of that name", expectedTotal: 1, set }],
      );
    },
  },
  "apiKeys.rotateMany": {
    rows: ["api_key.created", "api_key.revoked", "api_key.created", "api_key.revoked"],
    prepare: async (scene) => {
      const ids = [(await twoKeys(scene)).active, (await twoKeys(scene)).active];
      const past = { kind: "at", at: new Date(0) };
      return both([scene.owner, { ids }], [scene.owner, { ids, oldKeyEnds: past }]);
    },
  },
  "apiKeys.renew": {
    rows: ["api_key.renewal_asked"],
    prepare: async (scene) => {
      const id = await boundKey(scene);
      return both([scene.owner, { id }], [scene.member, { id }]);
    },
  },
  "apiKeys.renewMany": {
    rows: ["api_key.renewal_asked"],
    prepare: async (scene) => {
      const ids = [await boundKey(scene)];
      return both([scene.owner, { ids }], [scene.owner, { search: "nothing of that name", expectedTotal: 1 }]);
    },
  },
  "apiKeys.deleteMany": {
    rows: ["api_key.deleted", "api_key.deleted"],
    prepare: async (scene) => {
      const ids = [(await twoKeys(scene)).revoked, (await twoKeys(scene)).revoked];
      return both([scene.owner, { ids }], [scene.owner, { search: "nothing of that name", expectedTotal: 1 }]);
    },
  },
  "codes.create": {
    rows: ["enrolment_code.created"],
    prepare: ({ owner, member }) => both([owner, { name: "edge-1" }], [member, { name: "edge-1" }]),
  },
  "codes.createForLockedOut": {
    rows: ["enrolment_code.created"],
    prepare: async (scene) => {
      await presentUnknownKey(scene.owner, "edge-7", { organizationId: scene.tenant.organizationId });
      await scene.flush();
      return both([scene.owner, {}], [scene.member, {}]);
    },
  },
  "codes.revoke": {
    rows: ["enrolment_code.revoked"],
    prepare: async (scene) => {
      const { code } = await scene.owner.trpc.codes.create.mutate({ name: "edge-1" });
      return both([scene.owner, { id: code.id }], [scene.member, { id: code.id }]);
    },
  },
  "executors.connect": {
    rows: ["api_key.created"],
    prepare: async (scene) => {
      await boundExecutor(scene);
      const connect = (name: string) => [scene.owner, { name, place: "bareMetal" }] as const;
      return both(connect("edge-2"), connect("edge-1"));
    },
  },
  "executors.update": {
    rows: ["executor.updated"],
    prepare: async (scene) => {
      const id = await boundExecutor(scene);
      return both([scene.owner, { id, note: "rack 7" }], [scene.member, { id, note: "mine" }]);
    },
  },
  "executors.revokeAccess": {
    rows: ["api_key.revoked"],
    prepare: async (scene) => {
      const id = await boundExecutor(scene);
      return both([scene.owner, { id }], [scene.member, { id }]);
    },
  },
  "executors.renew": {
    rows: ["api_key.renewal_asked"],
    prepare: async (scene) => {
      const id = await boundExecutor(scene);
      return both([scene.owner, { id }], [scene.member, { id }]);
    },
  },
  "executors.delete": {
    rows: ["executor.deleted", "api_key.revoked"],
    prepare: async (scene) => {
      const id = await boundExecutor(scene);
      return both([scene.owner, { id }], [scene.member, { id }]);
    },
  },
};
