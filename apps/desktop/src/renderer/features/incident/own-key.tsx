import type { ApiKeyView } from "@excalibur/api/contract";
import { useQuery } from "@tanstack/react-query";
import { ActivitySections } from "../../components/activity/activity-sections.tsx";
import { KeyLink } from "../../components/key-link.tsx";
import { StatusBadge } from "../../components/key-status-badge.tsx";
import { api } from "../../server/api.ts";
import { usePollInterval } from "../../server/live/live-state.ts";
import { serverNow } from "../../server/server-clock.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { describeTries } from "./describe-tries.ts";

const ASK_EVERY_MS = 2_000;

export interface KeyActs {
  pause: (key: ApiKeyView) => void;
  rotate: (key: ApiKeyView) => void;
  revoke: (key: ApiKeyView) => void;
}

/** A key of this organization that was found: who uses it from where, what can be done, and what became of it, live. */
export function OwnKey({ found, acts }: { found: ApiKeyView; acts: KeyActs }) {
  const refetchInterval = usePollInterval(ASK_EVERY_MS);
  const { data: key = found } = useQuery(api.apiKeys.get.queryOptions({ id: found.id }, { refetchInterval }));
  const { data: activity } = useQuery(api.apiKeys.activity.queryOptions({ id: found.id }, { refetchInterval }));
  const outcome = describeTries(key, activity?.tries ?? [], serverNow());
  return (
    <li aria-label={key.name} className="space-y-3 rounded-lg border border-line px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <span className="font-mono text-sm">{key.hint}…</span>
        <KeyLink id={key.id} />
        <StatusBadge apiKey={key} />
        {key.status !== "revoked" && (
          <span className="ml-auto flex flex-wrap gap-2">
            {key.status === "active" && <Button onClick={() => acts.pause(key)}>Pause…</Button>}
            {key.status === "active" && <Button onClick={() => acts.rotate(key)}>Rotate…</Button>}
            <Button look="danger" onClick={() => acts.revoke(key)}>
              Revoke…
            </Button>
          </span>
        )}
      </div>
      <div aria-live="polite">{outcome !== null && <Callout tone="positive">{outcome}</Callout>}</div>
      {activity !== undefined && <ActivitySections activity={activity} />}
    </li>
  );
}
