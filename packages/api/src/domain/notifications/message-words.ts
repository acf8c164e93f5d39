import type { ToldDetails } from "./draft.ts";
import type { ChosenKind } from "./notification-kinds.ts";

/** What the words of a message are made of. */
export interface Told {
  readonly name: string;
  readonly details: ToldDetails;
}

interface Words {
  /** The title of a message about one. */
  readonly one: (told: Told) => string;
  /** The title of a message about several. */
  readonly many: (count: string) => string;
  /** What it means, and what to do. */
  readonly advice: string;
  /** What the subjects are called in the list of several. */
  readonly subjects: string;
}

const KEYS = "API keys";
const EXECUTORS = "Executors";

/** The words of each kind, in plain text. */
export const MESSAGE_WORDS = {
  "key.expiring": {
    one: ({ name, details }) => `API key “${name}” expires in ${daysOf(details)}`,
    many: (count) => `${count} API keys that are in use expire soon`,
    advice: "Executors that use it are refused from then on. Rotate the key, or give them another one before.",
    subjects: KEYS,
  },
  "key.expired": {
    one: ({ name }) => `API key “${name}” expired while it was in use`,
    many: (count) => `${count} API keys expired while they were in use`,
    advice: "Its executors are refused. Give them a new key.",
    subjects: KEYS,
  },
  "key.refused_in_use": {
    one: ({ name }) => `API key “${name}” is refused and still presented`,
    many: (count) => `${count} API keys are refused and still presented`,
    advice: "A program still has the key. Give it a new one, or remove the old key from it.",
    subjects: KEYS,
  },
  "key.new_address": {
    one: ({ name }) => `An API key was used from a new network by executor “${name}”`,
    many: (count) => `API keys were used from new networks by ${count} executors`,
    advice: "If no executor was moved, the key may have been copied: rotate it.",
    subjects: EXECUTORS,
  },
  "key.created": {
    one: ({ name }) => `API key “${name}” was created`,
    many: (count) => `${count} API keys were created`,
    advice: "",
    subjects: KEYS,
  },
  "key.rotated": {
    one: ({ name }) => `API key “${name}” was rotated`,
    many: (count) => `${count} API keys were rotated`,
    advice: "",
    subjects: KEYS,
  },
  "key.revoked": {
    one: ({ name }) => `API key “${name}” was revoked`,
    many: (count) => `${count} API keys were revoked`,
    advice: "",
    subjects: KEYS,
  },
  "key.paused": {
    one: ({ name }) => `API key “${name}” was paused`,
    many: (count) => `${count} API keys were paused`,
    advice: "Its executors are refused until the pause ends.",
    subjects: KEYS,
  },
  "key.deleted": {
    one: ({ name }) => `API key “${name}” was deleted`,
    many: (count) => `${count} API keys were deleted`,
    advice: "",
    subjects: KEYS,
  },
  "key.renewal_contested": {
    one: ({ name }) => `Two secrets were offered for the renewal of API key “${name}”`,
    many: (count) => `Two secrets were offered for the renewals of ${count} API keys`,
    advice: "One of the two may not be the executor's: the key may have been copied.",
    subjects: KEYS,
  },
  "key.unused": {
    one: ({ name }) => `The policy is about to revoke the unused API key “${name}”`,
    many: (count) => `The policy is about to revoke ${count} unused API keys`,
    advice: "One use of the key takes that back.",
    subjects: KEYS,
  },
  "management_key.created": {
    one: ({ name }) => `Management key “${name}” was created`,
    many: (count) => `${count} management keys were created`,
    advice: "With it a program may change this organization.",
    subjects: "Management keys",
  },
  "code.reused": {
    one: ({ name }) => `The enrolment code for “${name}” was used twice`,
    many: (count) => `${count} enrolment codes were used twice`,
    advice: "One of the two hosts is not the one that it was made for. Revoke the key that it made if in doubt.",
    subjects: "Codes",
  },
  "executor.refused": {
    one: ({ name }) => `Executor “${name}” is refused`,
    many: (count) => `${count} executors are refused`,
    advice: "It keeps trying with a key that is not accepted.",
    subjects: EXECUTORS,
  },
  "executor.offline": {
    one: ({ name }) => `Executor “${name}” is offline`,
    many: (count) => `${count} executors are offline`,
    advice: "",
    subjects: EXECUTORS,
  },
  "executor.duplicated": {
    one: ({ name }) => `Two instances use the name of executor “${name}”`,
    many: (count) => `Two instances each use the names of ${count} executors`,
    advice: "Stop one of them, or give it a name of its own. If neither is yours, the key was copied.",
    subjects: EXECUTORS,
  },
  "executor.cannot_renew": {
    one: ({ name }) => `Executor “${name}” can't store a renewed API key`,
    many: (count) => `${count} executors can't store a renewed API key`,
    advice: "Its key will not be renewed by itself.",
    subjects: EXECUTORS,
  },
  "executor.back": {
    one: ({ name }) => `Executor “${name}” is back`,
    many: (count) => `${count} executors are back`,
    advice: "",
    subjects: EXECUTORS,
  },
  "owner.new_device": {
    one: ({ name }) => `Owner ${name} signed in from a new device`,
    many: (count) => `Owners signed in from ${count} new devices`,
    advice: "If that was not them, end the session, change the password and look at the audit log.",
    subjects: "Owners",
  },
  "audit.broken": {
    one: ({ name }) => `The audit log is broken at number ${name}`,
    many: (count) => `The audit log is broken at ${count} numbers`,
    advice:
      "A row was changed, removed or inserted past the server. Keep a copy of the database and compare it with a backup.",
    subjects: "Numbers",
  },
  "channel.failing": {
    one: ({ name }) => `Notification channel “${name}” is failing`,
    many: (count) => `${count} notification channels are failing`,
    advice: "Its messages wait. Mend its receiver, then send a test.",
    subjects: "Channels",
  },
} as const satisfies Readonly<Record<ChosenKind, Words>>;

/** What details are called in messages, in their order. */
export const FACT_LABELS = {
  expiresAt: "Expires",
  goesOffline: "Goes offline",
  owner: "Owner",
  by: "By",
  cause: "Cause",
  reason: "Reason",
  email: "E-mail",
  executor: "Presented by",
  targetExecutorName: "For executor",
  scopes: "Scopes",
  key: "API key",
  address: "Address",
  network: "Network",
  firstAddress: "First address",
  secondAddress: "Second address",
  pausedUntil: "Paused until",
  retiresAt: "Old key ends",
  revokedAt: "Revoked",
  endsAt: "Ends",
  lastSeenAt: "Last seen",
  lastUsedAt: "Last used",
  since: "Since",
  problem: "Problem",
} as const satisfies Readonly<Record<string, string>>;

function daysOf({ days }: ToldDetails): string {
  return days === 1 ? "1 day" : `${String(days)} days`;
}
