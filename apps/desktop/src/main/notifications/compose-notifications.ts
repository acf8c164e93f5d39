import type { Notice } from "../../shared/notice.ts";

/** What the system shows, and the page that a click on it opens. */
export interface Notification {
  title: string;
  body: string;
  path: string;
}

const MAX_NAMES = 3;

/**
 * Writes the text of notifications. Notices of one kind that arrive together become one notification: an outage concerns many
 * executors at once, and forty notifications would not be read.
 */
export function composeNotifications(notices: readonly Notice[]): Notification[] {
  const groups = new Map<string, Notice[]>();
  for (const notice of notices) {
    const like = notice.kind === "keyExpiring" ? `${notice.kind} ${notice.withinDays}` : notice.kind;
    groups.set(like, [...(groups.get(like) ?? []), notice]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    return [group.length === 1 ? aboutOne(first) : aboutMany(first, group)];
  });
}

function aboutOne(notice: Notice): Notification {
  const { name, path } = notice;
  switch (notice.kind) {
    case "executorOffline":
      return { title: `${name} went offline`, body: "It has stopped syncing.", path };
    case "codeReused":
      return {
        title: `The enrolment code of ${name} was used twice`,
        body: "One of the two hosts is not the one that it was made for. Look at the key that it made, or revoke it.",
        path,
      };
    case "renewalContested":
      return {
        title: `A second secret was offered for the key of ${name}`,
        body: "Another host may have its key. Look at the executor, and revoke the key if you do not know that host.",
        path,
      };
    case "executorLockedOut":
      return {
        title: `${name} is locked out`,
        body: "It presents a key that the server does not know, as after a restore. Make a code for it under Executors.",
        path,
      };
    case "keyExpiring":
      return {
        title: `${name} expires ${inDays(notice.withinDays)}`,
        body: "Executors that use this key are refused from then on. Create a new key for them before.",
        path,
      };
    case "keyRevoked":
      return { title: `${name} was revoked`, body: "Executors that use this key are refused.", path };
  }
}

function aboutMany(first: Notice, group: readonly Notice[]): Notification {
  const count = group.length;
  const body = listOf(group.map(({ name }) => name));
  // The list that the page belongs to, in the same organization.
  const path = first.path.slice(0, first.path.lastIndexOf("/"));
  switch (first.kind) {
    case "executorOffline":
      return { title: `${count} executors went offline`, body, path };
    case "codeReused":
      return { title: `${count} enrolment codes were used twice`, body, path };
    case "renewalContested":
      return { title: `Second secrets were offered for the keys of ${count} executors`, body, path };
    case "executorLockedOut":
      return { title: `${count} executors are locked out`, body, path: first.path };
    case "keyExpiring":
      return { title: `${count} keys expire ${inDays(first.withinDays)}`, body, path };
    case "keyRevoked":
      return { title: `${count} keys were revoked`, body, path };
  }
}

function inDays(days: 1 | 7): string {
  return days === 1 ? "within a day" : `within ${days} days`;
}

function listOf(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMES).join(", ");
  return names.length > MAX_NAMES ? `${shown} and ${names.length - MAX_NAMES} more` : shown;
}
