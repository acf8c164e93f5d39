import { useState } from "react";
import type { AuditView } from "@excalibur/api/contract";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { ScrollText } from "lucide-react";
import { EmptyList, NothingMatches } from "../../lists/empty-list.tsx";
import { LiveListView, ShowArrivals } from "../../lists/live-list-view.tsx";
import { useAccount } from "../../server/account.ts";
import { PageHeader } from "../../ui/page-header.tsx";
import { OpenRowProvider } from "./audit-cells.tsx";
import { isFiltered, type AuditFilter } from "./audit-filter.ts";
import { auditLayout } from "./audit-layout.tsx";
import { AuditRowDialog } from "./audit-row-dialog.tsx";
import { AuditToolbar, TargetRow } from "./audit-toolbar.tsx";
import { ScopeNote } from "./scope-note.tsx";
import { useAuditList } from "./use-audit-list.ts";

/** Everything that was changed in the organization, as far as one's role shows it. */
export function AuditScreen() {
  const filter = useSearch({ from: "/app/o/$slug/audit" });
  const live = useAuditList(filter);
  const navigate = useNavigate({ from: "/o/$slug" });
  const [open, setOpen] = useState<AuditView | null>(null);
  const role = useAccount()?.organization?.role;
  const rows = live.list.data?.latest.items;
  const actorName = rows?.find(({ actor }) => actor.id !== null && actor.id === filter.actor)?.actor.name;
  const change = (changed: AuditFilter) =>
    void navigate({ to: "/o/$slug/audit", search: { ...filter, ...changed }, replace: true });
  const clear = () => void navigate({ to: "/o/$slug/audit", search: {}, replace: true });

  return (
    <div className="flex h-full flex-col">
      <PageHeader
        title="Audit log"
        windowTitle="Audit log"
        aside={<ShowArrivals count={live.changes.arrivals.length} what="row" onShow={() => void live.startOver()} />}
      >
        <AuditToolbar filter={filter} actorName={actorName} onFilter={change} />
      </PageHeader>
      <TargetRow filter={filter} onFilter={change} />
      <ScopeNote role={role} />
      <div className="min-h-0 flex-1">
        <OpenRowProvider value={setOpen}>
          <LiveListView
            live={live}
            layout={auditLayout}
            total={null}
            empty={
              isFiltered(filter) ? (
                <NothingMatches
                  title="Nothing matches"
                  hint="Days are those of your own time zone; both are included."
                  clear="Show everything"
                  onClear={clear}
                />
              ) : (
                <EmptyList icon={ScrollText} title="Nothing has been changed yet">
                  <p className="text-muted">
                    Every change in this organization appears here, with who made it and when.
                  </p>
                </EmptyList>
              )
            }
          />
        </OpenRowProvider>
      </div>
      {open !== null && (
        <AuditRowDialog
          row={open}
          onClose={() => setOpen(null)}
          onFilter={(changed) => {
            setOpen(null);
            change(changed);
          }}
        />
      )}
    </div>
  );
}
