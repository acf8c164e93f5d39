import { instantText } from "../instant-text.ts";
import type { ToldDetails } from "./draft.ts";
import { FACT_LABELS, MESSAGE_WORDS } from "./message-words.ts";
import type { NotificationFact, NotificationMessage, NotifiedOrganization } from "./message.ts";
import {
  CHOSEN_KINDS,
  NOTIFICATION_LEVELS,
  type ChosenKind,
  type NotificationKind,
  type NotificationLevel,
} from "./notification-kinds.ts";
import { pathOfPlace, placeOfMessage } from "./place-of-message.ts";

/** One thing that a message tells. */
export interface ToldItem {
  readonly kind: ChosenKind;
  readonly level: NotificationLevel;
  readonly at: Date;
  readonly subjectId: string | null;
  readonly subjectName: string;
  readonly details: ToldDetails;
}

interface About {
  readonly messageId: string;
  readonly organization: NotifiedOrganization;
  /** Where the console is reached, without a slash at the end. */
  readonly consoleUrl: string;
}

/** Names that a message lists, and facts of a digest: a mail must stay readable. */
const MAX_NAMES = 20;
const DETAILS = Object.keys(FACT_LABELS) as (keyof typeof FACT_LABELS)[];
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** Writes a message about one or several things of one kind. Instants are written in the organization's time zone. */
export function writeMessage(items: readonly [ToldItem, ...ToldItem[]], about: About): NotificationMessage {
  const [first] = items;
  const words = MESSAGE_WORDS[first.kind];
  const told = { name: first.subjectName, details: first.details };
  const isOne = items.length === 1;
  const title = isOne ? words.one(told) : words.many(countOf(items.length));
  return {
    ...shared(items, about),
    kind: first.kind,
    title,
    text: [`${title} (${about.organization.name}).`, words.advice].filter((part) => part !== "").join(" "),
    facts: isOne ? factsOfOne(first, about) : factsOfMany(items, words.subjects, about),
    link: linkTo(first.kind, isOne ? first.subjectId : null, about),
  };
}

/** Writes the daily digest: how much of each kind there was, and its first names. */
export function writeDigest(items: readonly [ToldItem, ...ToldItem[]], about: About): NotificationMessage {
  const facts = CHOSEN_KINDS.flatMap((kind) => {
    const [first, ...more] = items.filter((item) => item.kind === kind);
    if (first === undefined) return [];
    return [{ label: writeMessage([first, ...more], about).title, value: namesOf([first, ...more]) }];
  });
  const title = `${countOf(items.length)} ${items.length === 1 ? "message" : "messages"} of ${about.organization.name}`;
  const text = `What happened in ${about.organization.name} since the last digest.`;
  return { ...shared(items, about), kind: "digest", title, text, facts, link: linkTo("digest", null, about) };
}

/** Writes the message with which people try a channel. */
export function writeTest(channel: { name: string }, by: string, at: Date, about: About): NotificationMessage {
  return {
    id: about.messageId,
    kind: "test",
    level: "info",
    at,
    organization: about.organization,
    title: `Test of the notification channel “${channel.name}”`,
    text: `${by} sent this test of the channel “${channel.name}” of ${about.organization.name}. There is nothing to do.`,
    facts: [{ label: "Sent", value: instantText(at, about.organization.timeZone) }],
    link: linkTo("test", null, about),
  };
}

function shared(items: readonly ToldItem[], { messageId: id, organization }: About) {
  const level = NOTIFICATION_LEVELS.findLast((one) => items.some((item) => item.level === one)) ?? "info";
  const at = new Date(Math.max(...items.map((item) => item.at.getTime())));
  return { id, level, at, organization };
}

function factsOfOne({ at, details }: ToldItem, { organization }: About): NotificationFact[] {
  const facts = DETAILS.flatMap((name) => {
    const value = details[name];
    return value === undefined || value === null
      ? []
      : [{ label: FACT_LABELS[name], value: readable(value, organization) }];
  });
  return [...facts, { label: "When", value: instantText(at, organization.timeZone) }];
}

function factsOfMany(items: readonly ToldItem[], subjects: string, { organization }: About): NotificationFact[] {
  const times = items.map(({ at }) => at.getTime());
  const [from, to] = [Math.min(...times), Math.max(...times)].map((ms) =>
    instantText(new Date(ms), organization.timeZone),
  );
  return [
    { label: subjects, value: namesOf(items) },
    ...reminded(items, organization),
    { label: "When", value: from === to ? `${from}` : `${from} to ${to}` },
  ];
}

/** Of keys that end: each with its end, its owner and the executors that go dark. */
function reminded(items: readonly ToldItem[], organization: NotifiedOrganization): NotificationFact[] {
  return items.slice(0, MAX_NAMES).flatMap(({ kind, subjectName, details }) => {
    if (kind !== "key.expiring" && kind !== "key.expired") return [];
    const { expiresAt, owner, goesOffline } = details;
    const parts = [
      `expires ${readable(expiresAt ?? "", organization)}`,
      owner == null ? "no owner" : `owner: ${String(owner)}`,
      `goes offline: ${String(goesOffline)}`,
    ];
    return [{ label: subjectName, value: parts.join("; ") }];
  });
}

function namesOf(items: readonly ToldItem[]): string {
  const names = [...new Set(items.map(({ subjectName }) => subjectName))];
  const more = names.length - MAX_NAMES;
  return more > 0 ? `${names.slice(0, MAX_NAMES).join(", ")} and ${countOf(more)} more` : names.join(", ");
}

function readable(value: string | number | boolean, { timeZone }: NotifiedOrganization): string {
  return typeof value === "string" && INSTANT.test(value) ? instantText(new Date(value), timeZone) : String(value);
}

function countOf(count: number): string {
  return count.toLocaleString("en");
}

function linkTo(kind: NotificationKind, subjectId: string | null, { consoleUrl, organization }: About): string {
  return `${consoleUrl}/o/${organization.slug}${pathOfPlace(placeOfMessage(kind, subjectId))}`;
}
