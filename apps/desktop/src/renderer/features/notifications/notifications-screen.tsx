import type { ChannelView, IssuedChannelSecret } from "@excalibur/api/contract";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { OneTimeSecret } from "../../components/one-time-secret/one-time-secret.ts";
import { useMayManageKeys } from "../../server/account.ts";
import { api, apiClient } from "../../server/api.ts";
import { readFailure } from "../../server/failure.ts";
import { Button } from "../../ui/button.tsx";
import { FailureView } from "../../ui/failure-view.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { ChannelDialog } from "./channel-dialog.tsx";
import { ChannelSecretDialog } from "./channel-secret-dialog.tsx";
import { ChannelsTable, type ChannelAct } from "./channels-table.tsx";
import { channelsHaveChanged } from "./channels-cache.ts";
import { DeleteChannelDialog } from "./delete-channel-dialog.tsx";
import { DeliveriesDialog } from "./deliveries-dialog.tsx";
import { RotateSecretDialog } from "./rotate-secret-dialog.tsx";
import { TimeZoneSection } from "./time-zone-section.tsx";

/** What is open above the table; one thing at a time. */
type Open =
  | { kind: "new" }
  | { kind: Exclude<ChannelAct, "test">; channel: ChannelView }
  | { kind: "secret"; channel: ChannelView; secret: OneTimeSecret };

/** Who is told what happens to the organization's keys and executors, and by which way. */
export function NotificationsScreen() {
  const mayManage = useMayManageKeys();
  const [open, setOpen] = useState<Open | null>(null);
  const { data, error, refetch } = useQuery(api.channels.list.queryOptions());
  const close = () => setOpen(null);
  const show = (channel: ChannelView, { secret, address }: IssuedChannelSecret) => {
    const shown = secret ?? address;
    setOpen(shown === null ? null : { kind: "secret", channel, secret: new OneTimeSecret(shown) });
  };
  const act = (wanted: ChannelAct, channel: ChannelView) =>
    wanted === "test" ? void sendTest(channel) : setOpen({ kind: wanted, channel });
  return (
    <div className="flex h-full flex-col">
      <PageHeader title="Notifications" windowTitle="Notifications">
        {mayManage && (
          <Button look="primary" onClick={() => setOpen({ kind: "new" })}>
            <Plus aria-hidden className="size-4" />
            New channel
          </Button>
        )}
      </PageHeader>
      <div className="min-h-0 flex-1 overflow-y-auto pb-8">
        <p className="max-w-[720px] px-4 py-3 text-muted">
          A channel tells people who don’t have Excalibur open: by mail, to a program, to a chat, or in a calendar.
        </p>
        {data === undefined ? (
          error === null ? (
            <p className="px-4 text-muted">Loading…</p>
          ) : (
            <FailureView failure={readFailure(error)} onRetry={() => void refetch()} />
          )
        ) : (
          <>
            <ChannelsTable channels={data.items} onAct={act} />
            <div className="max-w-[528px] px-4 pt-8">{mayManage && <TimeZoneSection timeZone={data.timeZone} />}</div>
          </>
        )}
      </div>
      {open?.kind === "new" && <ChannelDialog onClose={close} onIssued={show} />}
      {open?.kind === "change" && <ChannelDialog channel={open.channel} onClose={close} onIssued={show} />}
      {open?.kind === "rotate" && <RotateSecretDialog channel={open.channel} onClose={close} onIssued={show} />}
      {open?.kind === "delete" && <DeleteChannelDialog channel={open.channel} onClose={close} />}
      {open?.kind === "deliveries" && <DeliveriesDialog channel={open.channel} onClose={close} />}
      {open?.kind === "secret" && (
        <ChannelSecretDialog
          channel={open.channel}
          secret={open.secret}
          onStored={() => {
            open.secret.forget();
            close();
          }}
        />
      )}
    </div>
  );
}

/** Sends a test, and says what the receiver answered. */
async function sendTest({ id, name }: ChannelView): Promise<void> {
  try {
    const { delivery } = await apiClient.channels.test.mutate({ id });
    const answer = delivery.answer ?? "no answer";
    if (delivery.state === "delivered") toast.success(`The test of ${name} was delivered: ${answer}`);
    else toast.error(`The test of ${name} was not delivered: ${answer}`);
  } catch (error) {
    const failure = readFailure(error);
    toast.error("message" in failure ? failure.message : `The test of ${name} could not be sent.`);
  }
  await channelsHaveChanged();
}
