import type { ChannelView } from "@excalibur/api/contract";
import { Link } from "@tanstack/react-router";
import { BellOff } from "lucide-react";
import { describeSince } from "../../time/relative-time.ts";
import { useMayManageKeys } from "../../server/account.ts";
import { serverNow } from "../../server/server-clock.ts";
import { AttentionGroup, AttentionRow } from "./attention-group.tsx";

/** Channels whose receiver can't be reached: their messages wait. */
export function FailingChannels({ channels }: { channels: readonly ChannelView[] }) {
  const mayManage = useMayManageKeys();
  return (
    <AttentionGroup
      countsTo={Infinity}
      icon={BellOff}
      tone="danger"
      title="Notification channels failing"
      total={channels.length}
      all={
        mayManage && (
          <Link
            from="/o/$slug"
            to="/o/$slug/notifications"
            className="rounded-sm underline underline-offset-2 hover:text-ink"
          >
            Show all
          </Link>
        )
      }
    >
      {channels.map(({ id, name, failing }) => (
        <AttentionRow key={id} name={<ChannelName name={name} mayManage={mayManage} />}>
          {failing !== null && describeSince(failing.since, serverNow())}
          {failing?.why != null && `: ${failing.why}`}
        </AttentionRow>
      ))}
    </AttentionGroup>
  );
}

/** Leads to the list of channels, which members do not have. */
function ChannelName({ name, mayManage }: { name: string; mayManage: boolean }) {
  if (!mayManage) return <bdi>{name}</bdi>;
  return (
    <Link
      from="/o/$slug"
      to="/o/$slug/notifications"
      className="truncate rounded-sm font-medium hover:underline hover:underline-offset-2"
    >
      <bdi>{name}</bdi>
    </Link>
  );
}
