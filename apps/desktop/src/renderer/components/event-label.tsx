import type { EventView } from "@excalibur/api/contract";
import {
  ArrowRightLeft,
  BellOff,
  CalendarX,
  Copy,
  MapPin,
  Plug,
  PlugZap,
  RefreshCw,
  ShieldAlert,
  ShieldCheck,
  ShieldX,
  Trash2,
  Unplug,
  type LucideIcon,
} from "lucide-react";
import { classNames } from "../ui/class-names.ts";
import { EVENT_LABELS, LEVEL_LABELS } from "./event-labels.ts";

const ICONS: Readonly<Record<EventView["type"], LucideIcon>> = {
  "executor.connected": PlugZap,
  "executor.reconnected": Plug,
  "executor.disconnected": Unplug,
  "executor.rebound": ArrowRightLeft,
  "executor.duplicated": Copy,
  "executor.refused": ShieldX,
  "executor.accepted_again": ShieldCheck,
  "executor.deleted": Trash2,
  "executor.code_reused": ShieldAlert,
  "executor.key_unused": CalendarX,
  "api_key.new_address": MapPin,
  "executor.renewal_begun": RefreshCw,
  "executor.renewal_contested": ShieldAlert,
  "executor.cannot_renew": ShieldAlert,
  "executor.locked_out": ShieldX,
  "channel.failing": BellOff,
};

/** What happened: an icon and a word. A warning has the word and a colour. */
export function EventLabel({ event: { type, level } }: { event: Pick<EventView, "type" | "level"> }) {
  const Icon = ICONS[type];
  return (
    <span className="flex min-w-0 items-center gap-2 font-medium">
      <Icon
        aria-hidden
        className={classNames("size-4 shrink-0", level === "warning" ? "text-caution" : "text-muted")}
      />
      <span className={classNames("truncate", level === "warning" && "text-caution")}>{EVENT_LABELS[type]}</span>
      {level === "warning" && <span className="sr-only">, {LEVEL_LABELS[level].toLowerCase()}</span>}
    </span>
  );
}
