import { NOTIFICATION_KINDS, type ChannelView, type DeliveryView } from "@excalibur/api/contract";
import { useQuery } from "@tanstack/react-query";
import { api, apiClient } from "../../server/api.ts";
import { readFailure } from "../../server/failure.ts";
import { exactTime } from "../../time/relative-time.ts";
import { RelativeTime } from "../../time/time-text.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogActions, DialogBody } from "../../ui/dialog.tsx";
import { FailureCallout } from "../../ui/failure-callout.tsx";
import { ScrollRegion } from "../../ui/scroll-region.tsx";
import { useAction } from "../../ui/use-action.ts";
import { OTHER_MESSAGES, STATE_LABELS } from "./channel-labels.ts";
import { channelsHaveChanged } from "./channels-cache.ts";

const SHOWN = 100;

/** What a channel was told in the last 30 days, and what became of it. */
export function DeliveriesDialog({ channel, onClose }: { channel: ChannelView; onClose: () => void }) {
  const { id, name } = channel;
  const { data, error } = useQuery(api.channels.deliveries.queryOptions({ id, limit: SHOWN }));
  return (
    <Dialog
      grows
      title={`Messages of ${name}`}
      description="Of the last 30 days, the newest first."
      width="widest"
      onClose={onClose}
    >
      <DialogBody>
        {error !== null && <FailureCallout failure={readFailure(error)} />}
        {data === undefined && error === null && <p className="text-muted">Loading…</p>}
        {data?.items.length === 0 && <p className="text-muted">Nothing was sent yet.</p>}
        {data !== undefined && data.items.length > 0 && (
          <ScrollRegion label="Messages" className="max-h-[50vh]">
            <ul className="border-t border-line">
              {data.items.map((delivery) => (
                <Delivery key={delivery.messageId} channel={channel} delivery={delivery} />
              ))}
            </ul>
          </ScrollRegion>
        )}
        {data?.nextCursor != null && <p className="text-sm text-muted">The newest {SHOWN} are shown.</p>}
      </DialogBody>
      <DialogActions>
        <Button onClick={onClose}>Close</Button>
      </DialogActions>
    </Dialog>
  );
}

function Delivery({ channel, delivery }: { channel: ChannelView; delivery: DeliveryView }) {
  const { messageId, at, state, subject, answer, tries } = delivery;
  const { isRunning, failure, run } = useAction(async () => {
    await apiClient.channels.sendAgain.mutate({ id: channel.id, messageId });
    await channelsHaveChanged();
  });
  return (
    <li className="border-b border-line py-2">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-1">
        <div className="min-w-0 flex-1 basis-60">
          <p>{descriptionOf(delivery)}</p>
          <p className="text-sm [overflow-wrap:anywhere] text-muted">
            <bdi>{subject.name}</bdi>, <RelativeTime at={at} />
          </p>
        </div>
        <div className="min-w-0 flex-1 basis-60 text-sm">
          <p className={state === "failed" ? "font-medium text-danger" : "font-medium"}>{STATE_LABELS[state]}</p>
          <p className="[overflow-wrap:anywhere] text-muted">
            {answer ?? (tries === 0 ? "not tried yet" : `${tries} tries`)}
          </p>
        </div>
        <Button
          busy={isRunning}
          disabled={state === "waiting" && channel.failing === null}
          aria-label={`Send again: ${descriptionOf(delivery)} ${subject.name}, ${exactTime(at)}`}
          onClick={run}
        >
          Send again
        </Button>
      </div>
      {failure !== null && <FailureCallout failure={failure} />}
    </li>
  );
}

function descriptionOf({ kind }: DeliveryView): string {
  return kind === "digest" || kind === "test" ? OTHER_MESSAGES[kind] : NOTIFICATION_KINDS[kind].description;
}
