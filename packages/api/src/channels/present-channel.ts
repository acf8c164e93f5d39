import type { ChannelView } from "../contract/channels.ts";
import type { ChannelRecord } from "../ports/channel-store.ts";

/** A channel as a member sees it; with its settings for those who manage it. Lists what it shows. */
export function presentChannel(channel: ChannelRecord, isManager: boolean): ChannelView {
  const { id, name, kind, failingSince, failingWhy } = channel;
  return {
    id,
    name,
    kind,
    failing: failingSince === null ? null : { since: failingSince, why: isManager ? failingWhy : null },
    settings: isManager ? settingsOf(channel) : null,
  };
}

function settingsOf(channel: ChannelRecord): ChannelView["settings"] {
  return {
    addresses: [...channel.addresses],
    host: channel.host,
    kinds: [...channel.kinds],
    leastLevel: channel.leastLevel,
    offlineMinutes: channel.offlineMinutes,
    digestAt: channel.digestMinute === null ? null : timeOfDay(channel.digestMinute),
    createdAt: channel.createdAt,
    createdBy: { id: channel.createdById, name: channel.createdByName },
  };
}

function timeOfDay(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

/** Reads a time of the day, such as "08:30", as the minute of the day. */
export function minuteOfDay(time: string): number {
  const [hours, minutes] = time.split(":").map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}
