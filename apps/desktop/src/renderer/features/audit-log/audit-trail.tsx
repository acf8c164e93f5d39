import { useState } from "react";
import type { AuditView } from "@excalibur/api/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useAccount } from "../../server/account.ts";
import { api } from "../../server/api.ts";
import { usePollInterval } from "../../server/live/live-state.ts";
import { readFailure } from "../../server/failure.ts";
import { RelativeTime } from "../../time/time-text.tsx";
import { FailureCallout } from "../../ui/failure-callout.tsx";
import { AuditRowDialog } from "./audit-row-dialog.tsx";
import { actionLabel, detailInShort } from "./audit-labels.ts";

const SHOWN = 10;
const ASK_EVERY_MS = 5_000;

interface AuditTrailProps {
  kind: "api_key" | "executor";
  id: string;
}

/** The latest changes to one thing, on its own page. */
export function AuditTrail({ kind, id }: AuditTrailProps) {
  const role = useAccount()?.organization?.role;
  const [open, setOpen] = useState<AuditView | null>(null);
  const { data, error } = useQuery(
    api.audit.list.queryOptions(
      { targetKind: kind, targetId: id, limit: SHOWN },
      { refetchInterval: usePollInterval(ASK_EVERY_MS) },
    ),
  );
  return (
    <section aria-labelledby="audit-trail">
      <h2 id="audit-trail" className="mb-2 flex items-baseline justify-between font-semibold">
        Audit log
        {data?.nextCursor != null && (
          <Link
            from="/o/$slug"
            to="/o/$slug/audit"
            search={{ kind, target: id }}
            className="font-normal underline underline-offset-2"
          >
            Show everything
          </Link>
        )}
      </h2>
      {data === undefined && error !== null && <FailureCallout failure={readFailure(error)} />}
      {data?.items.length === 0 && (
        <p className="text-muted">{role === "owner" ? "Nothing yet." : "Nothing that your role lets you see."}</p>
      )}
      {data !== undefined && data.items.length > 0 && (
        <ul className="border-t border-line">
          {data.items.map((row) => (
            <li key={row.id} className="flex h-11 items-center justify-between gap-4 border-b border-line">
              <span className="min-w-0 truncate">
                <button
                  type="button"
                  onClick={() => setOpen(row)}
                  className="rounded-sm font-medium hover:underline hover:underline-offset-2"
                >
                  {actionLabel(row.action)}
                </button>
                <span className="text-muted">
                  {" "}
                  by <bdi>{row.actor.name}</bdi>
                  {inBrackets(detailInShort(row))}
                </span>
              </span>
              <span className="shrink-0 text-muted">
                <RelativeTime at={row.at} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {open !== null && <AuditRowDialog row={open} onClose={() => setOpen(null)} />}
    </section>
  );
}

function inBrackets(words: string | null): string {
  return words === null ? "" : ` (${words})`;
}
