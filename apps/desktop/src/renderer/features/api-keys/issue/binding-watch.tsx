import type { ApiKeyView } from "@excalibur/api/contract";
import { useQuery } from "@tanstack/react-query";
import { LoaderCircle } from "lucide-react";
import { api } from "../../../server/api.ts";
import { usePollInterval } from "../../../server/live/live-state.ts";
import { latestRefusal, RefusalNotice } from "../../../components/refusal-notice.tsx";
import { UnexpectedExecutors } from "../../../components/unexpected-executors.tsx";
import { Callout } from "../../../ui/callout.tsx";

const ASK_EVERY_MS = 2_000;

/** Says whose sync is awaited, and turns green when it has come. */
export function BindingWatch({ apiKey, replaced }: { apiKey: ApiKeyView; replaced: ApiKeyView | null }) {
  const { data = apiKey } = useQuery(
    api.apiKeys.get.queryOptions({ id: apiKey.id }, { refetchInterval: usePollInterval(ASK_EVERY_MS) }),
  );
  const { total, executors } = data.usedBy;
  const refusal = latestRefusal(data);
  const expected = replaced?.usedBy.total ?? 0;
  const names = executors.map((executor) => executor.name);
  const awaitedNames = replaced?.usedBy.executors.map((executor) => executor.name) ?? [];
  // Only where all of the old key's executors are known by name.
  const others = expected > 0 && expected === awaitedNames.length ? names.filter((n) => !awaitedNames.includes(n)) : [];
  return (
    <div aria-live="polite" className="space-y-3">
      {refusal !== null && <RefusalNotice refusal={refusal} />}
      <UnexpectedExecutors names={others} expected={awaitedNames.join(" or ")} />
      {total > others.length ? (
        <Callout tone="positive">
          <span className="font-medium">{names.filter((each) => !others.includes(each)).join(", ")}</span>
          {total > names.length && ` and ${total - names.length} more`} {total - others.length === 1 ? "syncs" : "sync"}{" "}
          with this key.
          {expected > total && ` ${expected - total} of the old key's executors are still to follow.`}
        </Callout>
      ) : (
        <p className="flex items-start gap-2.5 py-2.5 text-muted">
          <LoaderCircle aria-hidden className="mt-0.5 size-4 shrink-0 animate-spin" />
          {awaited(apiKey, expected)}
        </p>
      )}
    </div>
  );
}

function awaited({ target }: ApiKeyView, expected: number): string {
  if (target.kind === "executor")
    return `Update ${target.name} to use this key; its next sync binds it. Waiting for that sync…`;
  if (target.kind === "name" && expected === 0) return `Waiting for the first sync of ${target.name}…`;
  if (expected === 1) return "Give the old key's executor this one. Waiting for its first sync…";
  if (expected > 1) return `Give the old key's ${expected} executors this one. Waiting for their first sync…`;
  return "Waiting for an executor's first sync with this key…";
}
