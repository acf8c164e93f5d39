import type { ChannelView } from "../contract/channels.ts";
import { hashedAddress, type SealedSettings } from "../domain/notifications/channel-kinds.ts";
import type { ChannelRecord } from "../ports/channel-store.ts";
import type { Services } from "../ports/services.ts";

type Opening = Pick<Services, "channels" | "secrets">;

/** A channel as a member sees it; with its settings for those who manage it. Lists what it shows. */
export function presentChannel(services: Opening, channel: ChannelRecord, isManager: boolean): ChannelView {
  const { id, name, kind, failingSince, failingWhy } = channel;
  return {
    id,
    name,
    kind,
    failing: failingSince === null ? null : { since: failingSince, why: isManager ? failingWhy : null },
    settings: isManager ? settingsOf(services, channel) : null,
  };
}

function settingsOf(services: Opening, channel: ChannelRecord): ChannelView["settings"] {
  return {
    addresses: [...channel.addresses],
    host: channel.host,
    addressHash: addressHashOf(services, channel),
    kinds: [...channel.kinds],
    leastLevel: channel.leastLevel,
    offlineMinutes: channel.offlineMinutes,
    digestAt: channel.digestMinute === null ? null : timeOfDay(channel.digestMinute),
    createdAt: channel.createdAt,
    createdBy: { id: channel.createdById, name: channel.createdByName },
  };
}

/** Null: the channel has no address, or it was sealed with another secret of the server. */
function addressHashOf({ channels, secrets }: Opening, { id, sealed }: ChannelRecord): string | null {
  const text = sealed === null ? null : channels.open(sealed, id);
  return text === null ? null : secrets.hash(hashedAddress(id, (JSON.parse(text) as SealedSettings).url));
}

function timeOfDay(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

/** Reads a time of the day, such as "08:30", as the minute of the day. */
export function minuteOfDay(time: string): number {
  const [hours, minutes] = time.split(":").map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}
