import { channelAddresses, createChannelInput, receiverUrl, text } from "@excalibur/api/contract";
import { z } from "zod";

const { kinds, leastLevel, offlineMinutes, digestAt } = createChannelInput.shape;
const choices = {
  kinds: kinds.meta({ description: "What it is told. Absent: it stays; all of a new channel." }),
  leastLevel: leastLevel.meta({
    description: "The least urgent level that it is told. Absent: it stays; warning of a new channel.",
  }),
  offlineMinutes: offlineMinutes.meta({
    description: "Minutes that an executor is offline before that is told. Absent: it stays; 5 of a new channel.",
  }),
  digestAt: digestAt.meta({
    description: "The time of the day at which one message tells everything. Null: each message is sent at once.",
  }),
};

const address = {
  url: receiverUrl.optional().meta({ description: "The address that messages are posted to." }),
  urlFile: text().min(1).optional().meta({
    description:
      "The file with that address, where it is a secret. A relative path begins at the file of the organization.",
  }),
};
const hasOneAddress = ({ url, urlFile }: { url?: string | undefined; urlFile?: string | undefined }) =>
  (url === undefined) !== (urlFile === undefined);
const ONE_ADDRESS = { error: "Name its address: either url or urlFile." };

/** A channel as it is written. A calendar is made in the app: its address is shown there once. */
export const writtenChannel = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({ kind: z.literal("email"), addresses: channelAddresses, ...choices }),
    z
      .strictObject({
        kind: z.literal("webhook"),
        ...address,
        secretFile: text().min(1).meta({
          description: "The secret that signs its messages is written to this file, which only its owner can read.",
        }),
        ...choices,
      })
      .refine(hasOneAddress, ONE_ADDRESS),
    z.strictObject({ kind: z.literal("chat"), ...address, ...choices }).refine(hasOneAddress, ONE_ADDRESS),
  ],
  { error: "Name its kind: email, webhook or chat." },
);

export type WrittenChannel = z.infer<typeof writtenChannel>;
