import { Server } from "lucide-react";
import { EmptyList, NothingMatches } from "../../../lists/empty-list.tsx";
import { useMayManageKeys } from "../../../server/account.ts";
import { Button } from "../../../ui/button.tsx";
import { useExecutorActions } from "../change/executor-actions.tsx";
import { isFiltered, type ExecutorFilter } from "./executor-filter.ts";

/** Says why the list is empty, and what to do about it. */
export function NoExecutors({ filter, onClear }: { filter: ExecutorFilter; onClear: () => void }) {
  const { openConnect } = useExecutorActions();
  const mayManage = useMayManageKeys();
  if (isFiltered(filter)) {
    return (
      <NothingMatches
        title="No executor matches"
        hint="Search looks at the name, the note, the labels, the host, the address, the bound key and the id."
        clear="Show all executors"
        onClear={onClear}
      />
    );
  }
  return (
    <EmptyList icon={Server} title="No executors yet">
      <p className="text-muted">
        {mayManage
          ? "An executor runs on your own host or cluster and calls this server every few seconds. Connect the first one: you get the commands with everything filled in."
          : "They appear here at their first sync. An owner or admin connects them."}
      </p>
      {mayManage && (
        <Button look="primary" onClick={openConnect}>
          Connect new executor
        </Button>
      )}
    </EmptyList>
  );
}
