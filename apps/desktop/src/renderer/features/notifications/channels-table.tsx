import type { ChannelView } from "@excalibur/api/contract";
import { KeyRound, ListChecks, Pencil, Send, Trash2 } from "lucide-react";
import { ActionsMenu } from "../../ui/actions-menu.tsx";
import { MenuItem } from "../../ui/menu.tsx";
import { PlainCell, PlainRow, PlainTable } from "../../ui/plain-table.tsx";
import { Tooltip } from "../../ui/tooltip.tsx";
import { KIND_LABELS, LEVEL_LABELS } from "./channel-labels.ts";

const NARROW_HIDDEN = "max-md:hidden";

/** What can be done with a channel. */
export type ChannelAct = "test" | "deliveries" | "change" | "rotate" | "delete";

interface ChannelsTableProps {
  channels: readonly ChannelView[];
  onAct: (act: ChannelAct, channel: ChannelView) => void;
}

export function ChannelsTable({ channels, onAct }: ChannelsTableProps) {
  if (channels.length === 0) {
    return <p className="px-4 text-muted">There is no channel yet: Excalibur tells only those who have it open.</p>;
  }
  return (
    <PlainTable
      label="Notification channels"
      columns={["Name", "State", "Receiver", "Sends", "Actions"]}
      widths={["w-[28%] max-md:w-[50%]", "w-[16%] max-md:w-[32%]", NARROW_HIDDEN, NARROW_HIDDEN]}
    >
      {channels.map((channel) => (
        <ChannelRow key={channel.id} channel={channel} onAct={(act) => onAct(act, channel)} />
      ))}
    </PlainTable>
  );
}

function ChannelRow({ channel, onAct }: { channel: ChannelView; onAct: (act: ChannelAct) => void }) {
  const { id, name, kind, settings } = channel;
  const sends = kind !== "calendar";
  return (
    <PlainRow data-row-id={id}>
      <PlainCell title={name}>
        <span className="block truncate font-medium">
          <bdi>{name}</bdi>
        </span>
        <span className="block truncate text-xs text-muted">{KIND_LABELS[kind]}</span>
      </PlainCell>
      <PlainCell>
        <ChannelState channel={channel} />
      </PlainCell>
      <PlainCell className={NARROW_HIDDEN} title={settings?.addresses.join(", ")}>
        {receiverOf(channel)}
      </PlainCell>
      <PlainCell className={NARROW_HIDDEN}>
        {settings !== null && sends ? LEVEL_LABELS[settings.leastLevel] : "Expiries"}
      </PlainCell>
      <PlainCell className="overflow-visible text-right">
        <ActionsMenu of={name}>
          {sends && (
            <>
              <MenuItem icon={<Send aria-hidden />} onSelect={() => onAct("test")}>
                Send a test
              </MenuItem>
              <MenuItem icon={<ListChecks aria-hidden />} onSelect={() => onAct("deliveries")}>
                Messages…
              </MenuItem>
            </>
          )}
          <MenuItem icon={<Pencil aria-hidden />} onSelect={() => onAct("change")}>
            Change…
          </MenuItem>
          {(kind === "webhook" || kind === "calendar") && (
            <MenuItem icon={<KeyRound aria-hidden />} onSelect={() => onAct("rotate")}>
              {sends ? "Rotate secret…" : "Replace address…"}
            </MenuItem>
          )}
          <MenuItem icon={<Trash2 aria-hidden />} tone="danger" onSelect={() => onAct("delete")}>
            Delete…
          </MenuItem>
        </ActionsMenu>
      </PlainCell>
    </PlainRow>
  );
}

function ChannelState({ channel: { failing } }: { channel: ChannelView }) {
  if (failing === null) return <span className="font-medium text-positive">Active</span>;
  const label = <span className="font-medium text-danger">Failing</span>;
  return failing.why === null ? (
    label
  ) : (
    <>
      <Tooltip text={failing.why}>
        <span>{label}</span>
      </Tooltip>
      <span className="block truncate text-xs text-muted">{failing.why}</span>
    </>
  );
}

function receiverOf({ settings }: ChannelView): string {
  if (settings === null) return "";
  const [first, ...more] = settings.addresses;
  if (first !== undefined) return more.length === 0 ? first : `${first} and ${more.length} more`;
  return settings.host ?? "by its address";
}
