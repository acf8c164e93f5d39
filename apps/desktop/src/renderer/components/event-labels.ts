import type { EventView } from "@excalibur/api/contract";
import { exactTime } from "../time/relative-time.ts";
import { cannotRenewLabel } from "./cannot-renew-labels.ts";
import { isKeyRefusal, REFUSED_BECAUSE } from "./refusal-labels.ts";
import { instanceLabel } from "./instance-label.ts";

/** What happened, in a word or two. */
export const EVENT_LABELS: Readonly<Record<EventView["type"], string>> = {
  "executor.connected": "Connected",
  "executor.reconnected": "Back online",
  "executor.disconnected": "Went offline",
  "executor.rebound": "Moved to another key",
  "executor.duplicated": "Duplicated",
  "executor.refused": "Refused",
  "executor.accepted_again": "Accepted again",
  "executor.deleted": "Deleted",
  "executor.code_reused": "Code used twice",
  "executor.key_unused": "Key unused",
  "api_key.new_address": "New address",
  "executor.renewal_begun": "Renewal begun",
  "executor.renewal_contested": "Second secret offered",
  "executor.cannot_renew": "Can't renew its key",
  "executor.locked_out": "Locked out",
  "channel.failing": "Notifications fail",
};

export const LEVEL_LABELS: Readonly<Record<EventView["level"], string>> = { info: "Info", warning: "Warning" };

/** The other details of an event; empty when its label is enough. Its key is shown beside it. */
export function eventDetail({ type, details }: Pick<EventView, "type" | "details">): string {
  switch (type) {
    case "executor.connected":
      return "its first sync";
    case "executor.reconnected":
      return "";
    case "executor.disconnected":
      return "30 s without a sync";
    case "executor.renewal_begun":
      return "its successor ends in 24 h unless it is used";
    case "executor.renewal_contested":
      return `another host may have its key: a second secret came from ${textOf(details, "address")}`;
    case "executor.cannot_renew":
      return cannotRenewLabel(String(details["reason"]));
    case "executor.locked_out":
      return `it presents a key that this server does not know, from ${textOf(details, "address")}, as after a restore`;
    case "executor.rebound":
      return FATES[String(details["previousKey"])] ?? "";
    case "executor.duplicated":
      return `two instances use its name: ${instanceOf(details, "host", "address")} and ${instanceOf(details, "otherHost", "otherAddress")}`;
    case "executor.refused":
      return refusalOf(details);
    case "executor.accepted_again":
      return `it was refused: ${refusalOf(details)}`;
    case "executor.code_reused":
      return `its enrolment code was used from ${textOf(details, "firstAddress")}, then presented from ${textOf(details, "secondAddress")}`;
    case "executor.key_unused":
      return typeof details["endsAt"] === "string"
        ? `its key ends on ${exactTime(new Date(details["endsAt"]))} by the policy, unless it is used`
        : "its key ends by the policy, unless it is used";
    case "api_key.new_address":
      return `its key was used from ${textOf(details, "address")} for the first time`;
    case "channel.failing":
      return "this notification channel can't be reached: its messages wait until you send a test";
    case "executor.deleted":
      return details["keyRevoked"] === true ? "its key was revoked with it" : "";
  }
}

function refusalOf({ reason }: EventView["details"]): string {
  return isKeyRefusal(reason) ? REFUSED_BECAUSE[reason] : "";
}

function textOf(details: EventView["details"], name: string): string {
  const value = details[name];
  return typeof value === "string" ? value : "an unknown address";
}

function instanceOf(details: EventView["details"], host: string, address: string): string {
  const text = (name: string) => (typeof details[name] === "string" ? details[name] : null);
  return instanceLabel({ host: text(host), address: text(address) });
}

/** What became of the key that an executor moved away from. */
const FATES: Readonly<Record<string, string>> = {
  revoked: "its previous key was revoked, as chosen",
  endsWithTheLast: "its previous key ends when the others have moved",
  keptBecauseShared: "its previous key was kept: other executors use it",
  keptByDefault: "",
  alreadyRevoked: "",
};
