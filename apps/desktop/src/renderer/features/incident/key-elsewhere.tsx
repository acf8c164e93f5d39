import type { LookedUpKey } from "@excalibur/api/contract";
import { format } from "date-fns";
import { useState } from "react";
import { UsedFrom } from "../../components/activity/activity-sections.tsx";
import { StatusBadge } from "../../components/key-status-badge.tsx";
import { host } from "../../host/host.ts";
import { serverNow } from "../../server/server-clock.ts";

/** In a browser its page opens in a tab of its own, so that what else was found stays here. The desktop has one window. */
const BESIDE = host.kind === "desktop" ? {} : { target: "_blank", rel: "noopener" };

/** A key of another organization that the user manages: who uses it from where. Acts are on its page, which belongs to that organization. */
export function KeyElsewhere({ found: { organization, key, usedFrom } }: { found: Omit<LookedUpKey, "secretHash"> }) {
  const [foundAt] = useState(serverNow);
  return (
    <li aria-label={key.name} className="space-y-3 rounded-lg border border-line px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <span className="font-mono text-sm">{key.hint}…</span>
        <bdi className="[overflow-wrap:anywhere]">{key.name}</bdi>
        <StatusBadge apiKey={key} />
        <span className="text-sm text-muted">at {format(foundAt, "HH:mm:ss")}</span>
        <a className="ml-auto text-accent underline" href={`/o/${organization.slug}/keys/${key.id}`} {...BESIDE}>
          {key.status === "revoked" ? "Open it" : "Pause, rotate or revoke it"} in {organization.name}
        </a>
      </div>
      <UsedFrom sources={usedFrom} total={usedFrom.length} />
    </li>
  );
}
