import { useState } from "react";
import { PAUSE_MINUTES, pauseMinutes, type ApiKeyView } from "@excalibur/api/contract";
import { toast } from "sonner";
import { AffectedExecutors } from "../../../components/affected-executors.tsx";
import { describeReceipt } from "../../../components/describe-receipt.ts";
import { keyWasUpdated } from "../../../components/key-cache.ts";
import { serverNow } from "../../../server/server-clock.ts";
import { untilTime } from "../../../time/relative-time.ts";
import { apiClient } from "../../../server/api.ts";
import { ConfirmDialog } from "../../../ui/confirm-dialog.tsx";
import { Field, Input } from "../../../ui/field.tsx";
import { ReasonField } from "./reason-field.tsx";

/** Has a key refused for some minutes. */
export default function PauseDialog({ apiKey, onClose }: { apiKey: ApiKeyView; onClose: () => void }) {
  const [minutes, setMinutes] = useState(String(PAUSE_MINUTES.usual));
  const [reason, setReason] = useState("");
  const judged = pauseMinutes.safeParse(minutes.trim() === "" ? Number.NaN : Number(minutes));
  const pause = async () => {
    const given = reason.trim() === "" ? {} : { reason };
    const input = { id: apiKey.id, minutes: Number(minutes), ...given };
    const { key, receipt } = await apiClient.apiKeys.pause.mutate(input);
    keyWasUpdated(key);
    const until = key.pausedUntil === null ? "" : ` ${untilTime(key.pausedUntil, serverNow())}`;
    toast.success(`${key.name} is paused${until}.`, { description: describeReceipt(receipt) });
    onClose();
  };
  return (
    <ConfirmDialog title={`Pause ${apiKey.name}?`} confirm="Pause key" tone="danger" act={pause} onClose={onClose}>
      <AffectedExecutors
        apiKey={apiKey}
        consequence="They are refused from their next sync, go on trying, and come back by themselves."
      />
      <Field
        label="Minutes"
        error={judged.error?.issues[0]?.message}
        hint={`${PAUSE_MINUTES.min} to ${PAUSE_MINUTES.max}. Then it is accepted again by itself; you can resume it earlier.`}
      >
        {(control) => (
          <Input
            {...control}
            type="number"
            inputMode="numeric"
            min={PAUSE_MINUTES.min}
            max={PAUSE_MINUTES.max}
            className="max-w-[96px]"
            value={minutes}
            onChange={(event) => setMinutes(event.target.value)}
          />
        )}
      </Field>
      <ReasonField value={reason} onChange={setReason} />
    </ConfirmDialog>
  );
}
