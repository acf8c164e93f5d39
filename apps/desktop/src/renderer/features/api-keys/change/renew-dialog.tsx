import type { ApiKeyView } from "@excalibur/api/contract";
import { useState } from "react";
import { toast } from "sonner";
import { AffectedExecutors } from "../../../components/affected-executors.tsx";
import { describeAsked } from "../../../components/describe-asked.ts";
import { api, apiClient } from "../../../server/api.ts";
import { queryClient } from "../../../server/query-client.ts";
import { serverNow } from "../../../server/server-clock.ts";
import { ConfirmDialog } from "../../../ui/confirm-dialog.tsx";
import { ENDS_WHEN_MOVED, toOldKeyEnd } from "./old-key-end.ts";
import { OldKeyEndField } from "./old-key-end-field.tsx";

const CONSEQUENCES = {
  whenMoved: "They go on with it until they have moved, and none is refused. One that is away is told when it is back.",
  at: "They go on with it until then. One that has not moved by then is refused afterwards.",
} as const;

/** Has the executors of a key make their next keys themselves. */
export default function RenewDialog({ apiKey, onClose }: { apiKey: ApiKeyView; onClose: () => void }) {
  const [ends, setEnds] = useState(ENDS_WHEN_MOVED);
  const oldKeyEnds = toOldKeyEnd(ends, serverNow());
  const renew = async () => {
    if (oldKeyEnds == null) return;
    const end = oldKeyEnds.kind === "at" ? { oldKeyEndsAt: oldKeyEnds.at } : {};
    const { executors } = await apiClient.apiKeys.renew.mutate({ id: apiKey.id, ...end });
    void queryClient.invalidateQueries(api.apiKeys.get.queryFilter({ id: apiKey.id }));
    toast.success(describeAsked(executors));
    onClose();
  };
  return (
    <ConfirmDialog title={`Renew ${apiKey.name}?`} confirm="Renew key" tone="primary" act={renew} onClose={onClose}>
      <p>
        Each executor is told with its next sync to make a new key and to move to it. The new secret stays on its host.
      </p>
      <OldKeyEndField values={ends} onChange={setEnds} isOfRenewal />
      <AffectedExecutors
        apiKey={apiKey}
        label="Executors that are told to renew it"
        consequence={CONSEQUENCES[ends.kind === "at" ? "at" : "whenMoved"]}
      />
    </ConfirmDialog>
  );
}
