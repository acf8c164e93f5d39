import type { NotificationKind } from "./notification-kinds.ts";

/** A page of the console: a key's, an executor's, or a screen. */
export type MessagePlace =
  | { readonly kind: "key" | "executor"; readonly id: string }
  | { readonly kind: "screen"; readonly screen: MessageScreen };

type MessageScreen =
  | "/keys"
  | "/executors"
  | "/events"
  | "/audit"
  | "/organization"
  | "/management-keys"
  | "/notifications";

/** Kinds whose subject has no page. */
const SCREENS: Readonly<Partial<Record<NotificationKind, MessageScreen>>> = {
  "key.deleted": "/audit",
  "code.reused": "/organization",
  "management_key.created": "/management-keys",
  "owner.new_device": "/audit",
  "audit.broken": "/audit",
  "channel.failing": "/notifications",
  digest: "/events",
  test: "/notifications",
};

/** Where a message leads: the page of its key or executor, else the screen where its subjects are found. @param subjectId null: there are several */
export function placeOfMessage(kind: NotificationKind, subjectId: string | null): MessagePlace {
  const screen = SCREENS[kind];
  if (screen !== undefined) return { kind: "screen", screen };
  if (subjectId?.startsWith("key_") === true) return { kind: "key", id: subjectId };
  if (subjectId?.startsWith("exe_") === true) return { kind: "executor", id: subjectId };
  return { kind: "screen", screen: kind.startsWith("executor.") ? "/executors" : "/keys" };
}

/** Its path below the organization's address. */
export function pathOfPlace(place: MessagePlace): string {
  return place.kind === "screen" ? place.screen : `/${place.kind}s/${place.id}`;
}
