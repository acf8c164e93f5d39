import { KEY_STATUSES, type KeyStatus } from "@excalibur/api/contract";
import { Plus } from "lucide-react";
import { ExportListMenu } from "../../../lists/export/export-menu.tsx";
import { SearchBox } from "../../../lists/search-box.tsx";
import { Button } from "../../../ui/button.tsx";
import { ChoiceMenu } from "../../../ui/choice-menu.tsx";
import { KeyboardHint } from "../../../ui/keyboard-hint.tsx";
import { useShortcut } from "../../../ui/use-shortcut.ts";
import { useMayManageKeys } from "../../../server/account.ts";
import { apiClient } from "../../../server/api.ts";
import { useKeyActions } from "../change/key-actions.tsx";
import { useFindPastedKey } from "./use-find-pasted-key.ts";
import { countOf, filterInputOf, type KeyFilter } from "./key-filter.ts";

const STATUS_LABELS: Record<KeyStatus, string> = { active: "Active", expired: "Expired", revoked: "Revoked" };

interface KeysToolbarProps {
  filter: KeyFilter;
  onFilter: (change: Partial<Record<keyof KeyFilter, string | undefined>>) => void;
  counts: Record<KeyStatus, number> | undefined;
}

export function KeysToolbar({ filter, onFilter, counts }: KeysToolbarProps) {
  const { openNewKey } = useKeyActions();
  const mayManage = useMayManageKeys();
  const input = filterInputOf(filter);
  const findPastedKey = useFindPastedKey((search) => onFilter({ search }));
  useShortcut("n", () => mayManage && openNewKey());
  return (
    <>
      <SearchBox
        label="Search keys by name, note, label, executor, host, creator or id, or paste a key"
        value={filter.search ?? ""}
        onChange={(search) => onFilter({ search: search === "" ? undefined : search })}
        onSecret={findPastedKey}
      />
      <ChoiceMenu
        label="status"
        all="All"
        choices={KEY_STATUSES}
        labels={STATUS_LABELS}
        value={filter.status}
        onChange={(status) => onFilter({ status })}
        aside={(status) => counts && countOf(counts, status).toLocaleString("en")}
      />
      <ExportListMenu list="keys" filter={input} readOne={() => apiClient.apiKeys.list.query({ ...input, limit: 1 })} />
      {mayManage && (
        <Button look="primary" aria-keyshortcuts="n" onClick={() => openNewKey()}>
          <Plus aria-hidden className="size-4" />
          New key
          <KeyboardHint>N</KeyboardHint>
        </Button>
      )}
    </>
  );
}
