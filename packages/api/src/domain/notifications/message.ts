import type { NotificationKind, NotificationLevel } from "./notification-kinds.ts";

/** A line of a message: what it says, and its value in plain text. */
export interface NotificationFact {
  readonly label: string;
  readonly value: string;
}

/** The organization that a message is of, as it is when the message is sent. */
export interface NotifiedOrganization {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  /** An IANA time zone: instants in messages are written in it. */
  readonly timeZone: string;
}

/** A message for one channel. Holds no secret. All texts are plain. */
export interface NotificationMessage {
  /** The same at every try: a receiver recognises a repeated message by it. */
  readonly id: string;
  readonly kind: NotificationKind;
  readonly level: NotificationLevel;
  /** When what is told happened. */
  readonly at: Date;
  readonly organization: NotifiedOrganization;
  /** One line. */
  readonly title: string;
  /** A few sentences. */
  readonly text: string;
  readonly facts: readonly NotificationFact[];
  /** An address of the console; null: it has no page for this. */
  readonly link: string | null;
}
