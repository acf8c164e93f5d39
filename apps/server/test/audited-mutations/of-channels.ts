import type { Client } from "../harness/client.ts";
import { both, type Mutation } from "./mutation.ts";

const NO_CHANNEL = { id: `chn_${"0".repeat(26)}` };
const FEED = { name: "feed", receiver: { kind: "calendar" as const } };
/** Nothing of this name answers: what is sent there fails. */
const CHAT = { name: "chat", receiver: { kind: "chat" as const, url: "https://chat.invalid/hook" } };

const feedOf = async ({ trpc }: Client) => ({ id: (await trpc.channels.create.mutate(FEED)).channel.id });
const chatOf = async ({ trpc }: Client) => ({ id: (await trpc.channels.create.mutate(CHAT)).channel.id });

export const OF_CHANNELS: Record<string, Mutation> = {
  "channels.create": {
    rows: ["channel.created"],
    prepare: ({ owner, member }) => both([owner, FEED], [member, FEED]),
  },
  "channels.ensure": {
    rows: ["channel.created"],
    prepare: ({ owner, member }) => both([owner, { ...FEED, name: "ensured" }], [member, FEED]),
  },
  "channels.update": {
    rows: ["channel.updated"],
    prepare: async ({ owner }) =>
      both([owner, { ...(await feedOf(owner)), name: "renamed" }], [owner, { ...NO_CHANNEL, name: "renamed" }]),
  },
  "channels.delete": {
    rows: ["channel.deleted"],
    prepare: async ({ owner }) => both([owner, await feedOf(owner)], [owner, NO_CHANNEL]),
  },
  "channels.rotateSecret": {
    rows: ["channel.secret_rotated"],
    prepare: async ({ owner }) => both([owner, await feedOf(owner)], [owner, await chatOf(owner)]),
  },
  "channels.test": {
    rows: ["channel.tested"],
    prepare: async ({ owner }) => both([owner, await chatOf(owner)], [owner, await feedOf(owner)]),
  },
  "channels.sendAgain": {
    rows: ["channel.sent_again"],
    prepare: async ({ owner }) => {
      const { id } = await chatOf(owner);
      const { messageId } = (await owner.trpc.channels.test.mutate({ id })).delivery;
      return both([owner, { id, messageId }], [owner, { id, messageId: `msg_${"0".repeat(26)}` }]);
    },
  },
};
