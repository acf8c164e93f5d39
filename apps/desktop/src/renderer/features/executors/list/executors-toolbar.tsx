import { EXECUTOR_STATES, type StateCounts } from "@excalibur/api/contract";
import { Plus } from "lucide-react";
import { ExportListMenu } from "../../../lists/export/export-menu.tsx";
import { SearchBox } from "../../../lists/search-box.tsx";
import { STATE_LABELS } from "../../../components/presence-badge.tsx";
import { useMayManageKeys } from "../../../server/account.ts";
import { apiClient } from "../../../server/api.ts";
import { Button } from "../../../ui/button.tsx";
import { ChoiceMenu } from "../../../ui/choice-menu.tsx";
import { KeyboardHint } from "../../../ui/keyboard-hint.tsx";
import { useShortcut } from "../../../ui/use-shortcut.ts";
import { useExecutorActions } from "../change/executor-actions.tsx";
import { countOf, executorInputOf, type ExecutorFilter } from "./executor-filter.ts";

interface ExecutorsToolbarProps {
  filter: ExecutorFilter;
  counts: StateCounts | undefined;
  onFilter: (change: Partial<Record<keyof ExecutorFilter, string | undefined>>) => void;
}

export function ExecutorsToolbar({ filter, counts, onFilter }: ExecutorsToolbarProps) {
  const { openConnect } = useExecutorActions();
  const mayManage = useMayManageKeys();
  const input = executorInputOf(filter);
  useShortcut("n", () => mayManage && openConnect());
  return (
    <>
      <SearchBox
        label="Search executors by name, note, label, host, address, key or id"
        value={filter.search ?? ""}
        onChange={(search) => onFilter({ search: search === "" ? undefined : search })}
      />
      <ChoiceMenu
        label="status"
        all="All"
        labels={STATE_LABELS}
        choices={EXECUTOR_STATES}
        value={filter.state}
        onChange={(state) => onFilter({ state })}
        aside={(state) => counts && countOf(counts, state).toLocaleString("en")}
      />
      <ExportListMenu
        list="executors"
        filter={input}
        readOne={() => apiClient.executors.list.query({ ...input, limit: 1 })}
      />
      {mayManage && (
        <Button look="primary" aria-keyshortcuts="n" onClick={openConnect}>
          <Plus aria-hidden className="size-4" />
          Connect new executor
          <KeyboardHint>N</KeyboardHint>
        </Button>
      )}
    </>
  );
}
