import type { ApiKeyView } from "@excalibur/api/contract";
import { useQuery } from "@tanstack/react-query";
import { LoaderCircle } from "lucide-react";
import { api } from "../../../server/api.ts";
import { usePollInterval } from "../../../server/live/live-state.ts";
import { latestRefusal, RefusalNotice } from "../../../components/refusal-notice.tsx";
import { Callout } from "../../../ui/callout.tsx";

const ASK_EVERY_MS = 2_000;

/**
 * Waits for an executor's first sync with the key that was made for its name, turns green when it has come, and says why if
 * it was refused: amber when only the name is another one.
 */
export function FirstSync({ name, apiKey }: { name: string; apiKey: ApiKeyView }) {
  const { data = apiKey } = useQuery(
    api.apiKeys.get.queryOptions({ id: apiKey.id }, { refetchInterval: usePollInterval(ASK_EVERY_MS) }),
  );
  const isConnected = data.usedBy.total > 0;
  const refusal = latestRefusal(data);
  return (
    <div aria-live="polite" className="space-y-3">
      {refusal !== null && <RefusalNotice refusal={refusal} />}
      {isConnected ? (
        <Callout tone="positive">
          <span className="font-medium">{name} is connected.</span> It syncs with this key.
        </Callout>
      ) : data.status !== "active" ? (
        refusal === null && <Callout tone="danger">The key is {data.status}: nothing can connect with it.</Callout>
      ) : (
        <p className="flex items-start gap-2.5 py-2.5 text-muted">
          <LoaderCircle aria-hidden className="mt-0.5 size-4 shrink-0 animate-spin" />
          Waiting for the first sync of {name}…
        </p>
      )}
    </div>
  );
}
