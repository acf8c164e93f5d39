import type { ChosenKind, NotificationLevel } from "./notification-kinds.ts";

export type ToldDetails = Readonly<Record<string, string | number | boolean | null>>;

/** What happened, before it is known which channels are told of it. Names each detail that may leave the server. */
export interface NotificationDraft {
  readonly organizationId: string;
  readonly kind: ChosenKind;
  readonly level: NotificationLevel;
  readonly at: Date;
  /** The key, executor, code, user or channel that it is about. */
  readonly subject: { readonly id: string | null; readonly name: string };
  readonly details: ToldDetails;
}
