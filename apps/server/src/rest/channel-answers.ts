import { CHANNEL_KINDS, CHOSEN_KINDS, NOTIFICATION_LEVELS, NOTIFICATION_STATES } from "@excalibur/api/contract";
import { z } from "zod";
import { count, instant, named, nextCursor } from "./answers.ts";

export const channel = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(CHANNEL_KINDS),
  failing: z
    .object({ since: instant, why: z.string().nullable() })
    .nullable()
    .meta({ description: "That its receiver can't be reached, and why; null: it can, as far as is known." }),
  settings: z
    .object({
      addresses: z.array(z.string()).meta({ description: "Of an e-mail channel." }),
      host: z.string().nullable().meta({ description: "The host of the address that messages are posted to." }),
      addressHash: z.string().nullable().meta({
        description:
          "SHA-256 of the channel's id, a space and the whole address, hexadecimal. Null: it has no address, or none that can be read.",
      }),
      kinds: z.array(z.enum(CHOSEN_KINDS)).meta({ description: "What it is told." }),
      leastLevel: z.enum(NOTIFICATION_LEVELS).meta({ description: "The least urgent level that it is told." }),
      offlineMinutes: z.int().min(1).meta({ description: "Minutes that an executor is offline before that is told." }),
      digestAt: z
        .string()
        .nullable()
        .meta({ description: "At which time of the day one message tells everything; null: each is sent at once." }),
      createdAt: instant,
      createdBy: named,
    })
    .nullable(),
});

export const channelList = z.object({
  items: z.array(channel),
  timeZone: z.string().meta({ description: "The time zone in which messages are written." }),
});

const issued = {
  secret: z
    .string()
    .nullable()
    .meta({ description: "What signs a webhook's messages (Standard Webhooks), in this answer only." }),
  address: z.string().nullable().meta({ description: "Where a calendar is read, in this answer only." }),
};
export const createdChannel = z.object({ channel, ...issued });
export const ensuredChannel = z.object({ channel, created: z.boolean(), ...issued });
export const channelSecret = z.object(issued);
export const updatedChannel = z.object({ channel });

const delivery = z.object({
  messageId: z.string(),
  kind: z.string(),
  level: z.enum(NOTIFICATION_LEVELS),
  at: instant,
  subject: z.object({ id: z.string().nullable(), name: z.string() }),
  state: z.enum(NOTIFICATION_STATES),
  tries: count,
  triedAt: instant.nullable(),
  dueAt: instant.nullable().meta({ description: "When it is tried next." }),
  answer: z.string().nullable().meta({ description: "What the receiver answered last, or why there was no answer." }),
  toldBy: z.string().nullable().meta({ description: "The message that told this as well." }),
});
export const deliveryPage = z.object({ items: z.array(delivery), nextCursor });
export const sentDelivery = z.object({ delivery });
