import {
  CHANNEL_KINDS,
  CHOSEN_KINDS,
  createChannelInput,
  updateChannelInput,
  type ChannelSettingsView,
  type ChannelView,
  type CreateChannelInput,
  type UpdateChannelInput,
} from "@excalibur/api/contract";
import { z } from "zod";
import type { Failure } from "../../server/failure.ts";

const { name, kinds, leastLevel, digestAt } = createChannelInput.shape;
const { addresses, url, offlineMinutes } = updateChannelInput.shape;

/** The form's values as a person fills them in, checked by the very schemas that the server checks with. */
const values = z.object({
  name,
  kind: z.enum(CHANNEL_KINDS),
  /** As they are typed: with spaces, commas or line breaks between. */
  addresses: z.string().transform((typed) => typed.split(/[\s,;]+/).filter((address) => address !== "")),
  url: z.string().trim(),
  kinds: kinds.unwrap(),
  leastLevel: leastLevel.unwrap(),
  offlineMinutes: z
    .string()
    .trim()
    .transform((typed) => (typed === "" ? Number.NaN : Number(typed)))
    .pipe(offlineMinutes.unwrap()),
  /** Empty: each message is sent at once. */
  digestAt: z
    .string()
    .trim()
    .transform((typed) => (typed === "" ? null : typed))
    .pipe(digestAt.unwrap()),
});

/** @param isNew whether the address of a receiver is needed; else an empty one leaves it as it is */
export function channelForm(isNew: boolean) {
  return values.superRefine((typed, context) => {
    if (typed.kind === "email") addIssue(context, "addresses", addresses.unwrap().safeParse(typed.addresses).error);
    if (hasUrl(typed.kind) && (isNew || typed.url !== ""))
      addIssue(context, "url", url.unwrap().safeParse(typed.url).error);
  });
}

export type ChannelFormInput = z.input<typeof values>;
type ChannelFormValues = z.output<typeof values>;

export const NEW_CHANNEL: ChannelFormInput = {
  name: "",
  kind: "email",
  addresses: "",
  url: "",
  kinds: [...CHOSEN_KINDS],
  leastLevel: "warning",
  offlineMinutes: "5",
  digestAt: "",
};

export function hasUrl(kind: ChannelView["kind"]): boolean {
  return kind === "webhook" || kind === "chat";
}

/** The values of a channel that there is. Its address is a secret, so it is empty. */
export function valuesOf({ name: named, kind }: ChannelView, settings: ChannelSettingsView): ChannelFormInput {
  return {
    name: named,
    kind,
    addresses: settings.addresses.join(" "),
    url: "",
    kinds: [...settings.kinds],
    leastLevel: settings.leastLevel,
    offlineMinutes: String(settings.offlineMinutes),
    digestAt: settings.digestAt ?? "",
  };
}

export function toCreateInput(typed: ChannelFormValues): CreateChannelInput {
  return { name: typed.name, receiver: receiverOf(typed), ...choicesOf(typed) };
}

export function toUpdateInput(id: string, typed: ChannelFormValues): UpdateChannelInput {
  return {
    id,
    name: typed.name,
    ...(typed.kind === "email" ? { addresses: typed.addresses } : {}),
    ...(hasUrl(typed.kind) && typed.url !== "" ? { url: typed.url } : {}),
    ...choicesOf(typed),
  };
}

function receiverOf({ kind, ...typed }: ChannelFormValues): CreateChannelInput["receiver"] {
  if (kind === "email") return { kind, addresses: typed.addresses };
  return kind === "calendar" ? { kind } : { kind, url: typed.url };
}

/** A calendar chooses nothing: it has expiries. */
function choicesOf({
  kind,
  kinds: chosen,
  leastLevel: level,
  offlineMinutes: minutes,
  digestAt: at,
}: ChannelFormValues) {
  return kind === "calendar" ? {} : { kinds: chosen, leastLevel: level, offlineMinutes: minutes, digestAt: at };
}

/** What the server says of the address, which belongs beside its field; null: the failure is about something else. */
export function urlError(failure: Failure): string | null {
  const errors = failure.kind === "refused" ? (failure.fieldErrors ?? {}) : {};
  return (errors["receiver.url"] ?? errors["url"])?.join(" ") ?? null;
}

function addIssue(context: z.RefinementCtx, field: "addresses" | "url", error: z.ZodError | undefined): void {
  const [issue] = error?.issues ?? [];
  if (issue !== undefined) context.addIssue({ code: "custom", path: [field], message: issue.message });
}
