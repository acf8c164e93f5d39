import type { ChosenKind, NotificationKind } from "./notification-kinds.ts";

/** How messages of one kind become one. */
interface Together {
  /** Milliseconds that a message waits for others of its kind. */
  readonly windowMs: number;
  /** From so many on they become one. */
  readonly from: number;
}

/** What happens to many executors within a minute is one message. */
const STORM: Together = { windowMs: 60_000, from: 2 };
/** What one change does to many keys. */
const BULK: Together = { windowMs: 0, from: 2 };
/** Each names its executors and its owner, so that a few stay apart. */
const REMINDERS: Together = { windowMs: 0, from: 10 };

const TOGETHER = {
  "key.expiring": REMINDERS,
  "key.expired": REMINDERS,
  "key.refused_in_use": REMINDERS,
  "key.new_address": STORM,
  "key.created": BULK,
  "key.rotated": BULK,
  "key.revoked": BULK,
  "key.paused": BULK,
  "key.deleted": BULK,
  "key.renewal_contested": BULK,
  "key.unused": REMINDERS,
  "management_key.created": BULK,
  "code.reused": BULK,
  "executor.refused": STORM,
  "executor.offline": STORM,
  "executor.duplicated": STORM,
  "executor.cannot_renew": STORM,
  "executor.back": STORM,
  "owner.new_device": BULK,
  "audit.broken": BULK,
  "channel.failing": BULK,
} as const satisfies Readonly<Record<ChosenKind, Together>>;

/** Milliseconds that a message of a kind waits for others like it. */
export function windowMsOf(kind: ChosenKind): number {
  return TOGETHER[kind].windowMs;
}

interface Waiting {
  readonly messageId: string;
  readonly kind: NotificationKind;
}

/**
 * Which messages are sent next as one: the first, and those of its kind behind it where there are enough.
 * @param due what is due, in the order in which it is sent. @param isDigest whether all of it becomes one message.
 */
export function nextTogether<Row extends Waiting>(due: readonly Row[], isDigest: boolean): Row[] {
  const [first] = due;
  if (first === undefined) return [];
  if (first.kind === "test" || first.kind === "digest") return [first];
  if (isDigest) return due.filter(({ kind }) => kind !== "test");
  const alike = due.filter(({ kind }) => kind === first.kind);
  return alike.length >= TOGETHER[first.kind].from ? alike : [first];
}
