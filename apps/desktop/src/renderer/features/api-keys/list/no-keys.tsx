import { KeyRound } from "lucide-react";
import { EmptyList, NothingMatches } from "../../../lists/empty-list.tsx";
import { useMayManageKeys } from "../../../server/account.ts";
import { Button } from "../../../ui/button.tsx";
import { useKeyActions } from "../change/key-actions.tsx";
import { isFiltered, type KeyFilter } from "./key-filter.ts";

/** Says why the list is empty, and what to do about it. */
export function NoKeys({ filter, onClear }: { filter: KeyFilter; onClear: () => void }) {
  const { openNewKey } = useKeyActions();
  const mayManage = useMayManageKeys();
  if (isFiltered(filter)) {
    return (
      <NothingMatches
        title="No key matches"
        hint="Search looks at the name, note, labels, executors and their hosts, creator and id. A whole key that you paste is found, too."
        clear="Show all keys"
        onClear={onClear}
      />
    );
  }
  return (
    <EmptyList icon={KeyRound} title="No API keys yet">
      <p className="text-muted">
        {mayManage
          ? "An executor on your own machine presents a key at every sync. Create the first one and you get the commands to start it with."
          : "An owner or admin creates them. They appear here as soon as there are any."}
      </p>
      {mayManage && (
        <Button look="primary" onClick={() => openNewKey()}>
          New key
        </Button>
      )}
    </EmptyList>
  );
}
