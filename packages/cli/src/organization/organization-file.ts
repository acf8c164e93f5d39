import {
  channelName,
  EXECUTOR_KINDS,
  executorName,
  expiresInDays,
  externalId,
  keyName,
  labelSet,
  noteText,
  policyFields,
  text,
} from "@excalibur/api/contract";
import { z } from "zod";
import { writtenChannel } from "./channel-section.ts";

/** What stands in its place in the texts of `secret` for the key's id. */
export const ID_PLACEHOLDER = "{id}";

const secret = z
  .strictObject({
    file: text().min(1).optional().meta({
      description:
        "The secret is written to this file, which only its owner can read. A relative path begins at the file of the organization.",
    }),
    command: z.array(text()).min(1).optional().meta({
      description: "The secret is written to the standard input of this program, which is run without a shell.",
    }),
  })
  .refine(({ file, command }) => (file === undefined) !== (command === undefined), {
    error: "Name either a file or a command.",
  })
  .meta({ description: "Where the secret of a new key goes. {id} stands for the key's id." });

const owner = text().trim().min(1).meta({
  description: "The member who answers for the key: an e-mail address, an id (mem_…), or none. Absent: it stays.",
});
const life = z.union([expiresInDays, z.literal("never")]).meta({
  description: "Days that a new key lives, or never. Absent: as the policy says.",
});

const key = z.strictObject({
  name: keyName.optional().meta({ description: "What people call it. Absent: its id." }),
  executor: executorName.optional().meta({ description: "The only executor that may present it. Absent: any." }),
  kind: z.enum(EXECUTOR_KINDS).optional().meta({ description: "Of which kind that executor has to be." }),
  note: noteText.optional().meta({ description: "What people should know about it. Absent: it stays." }),
  labels: labelSet.optional().meta({
    description: "Labels of this key, besides those of all keys. Where a key has any here, it has no others.",
  }),
  owner: owner.optional(),
  expiresInDays: life.optional(),
  secret: secret.optional(),
});

/** What `excalibur apply` reads, as it is written. */
export const organizationFile = z.strictObject({
  version: z.literal(1).meta({ description: "Of the form of this file." }),
  policy: z.strictObject(policyFields).optional().meta({
    description: "What the organization asks of the lives of its keys. What is absent stays; null takes it away.",
  }),
  channels: z
    .record(channelName, writtenChannel)
    .optional()
    .meta({ description: "Notification channels by their names. Those that it does not name stay." }),
  labels: labelSet.optional().meta({
    description: "Labels of all keys of this file. Only keys that have all of them are revoked by --prune.",
  }),
  defaults: key
    .pick({ owner: true, expiresInDays: true, secret: true })
    .optional()
    .meta({ description: "For keys that don't say it themselves." }),
  keys: z
    .record(
      externalId,
      z.preprocess((given) => given ?? {}, key),
    )
    .optional()
    .meta({ description: "API keys by their external id." }),
});

export type OrganizationFile = z.infer<typeof organizationFile>;
export type WrittenKey = z.infer<typeof key>;

/** The JSON schema of the file, for editors. */
export function organizationFileSchema(): object {
  return {
    ...z.toJSONSchema(organizationFile, { io: "input", target: "draft-7" }),
    title: "An Excalibur organization, for excalibur plan and excalibur apply",
  };
}
