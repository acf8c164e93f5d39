import type { PresenceCounts } from "@excalibur/api/contract";
import { Plus } from "lucide-react";
import { SearchBox } from "../../../lists/search-box.tsx";
import { useMayManageKeys } from "../../../server/account.ts";
import { Button } from "../../../ui/button.tsx";
import { ChoiceMenu } from "../../../ui/choice-menu.tsx";
import { KeyboardHint } from "../../../ui/keyboard-hint.tsx";
import { useShortcut } from "../../../ui/use-shortcut.ts";
import { useExecutorActions } from "../change/executor-actions.tsx";
import { countOf, PRESENCES, type ExecutorFilter } from "./executor-filter.ts";

const PRESENCE_LABELS = { online: "Online", offline: "Offline" } as const;

interface ExecutorsToolbarProps {
  filter: ExecutorFilter;
  counts: PresenceCounts | undefined;
  onFilter: (change: Partial<Record<keyof ExecutorFilter, string | undefined>>) => void;
}

export function ExecutorsToolbar({ filter, counts, onFilter }: ExecutorsToolbarProps) {
  const { openConnect } = useExecutorActions();
  const mayManage = useMayManageKeys();
  useShortcut("n", () => mayManage && openConnect());
  return (
    <>
      <SearchBox
        label="Search executors by name or id"
        value={filter.search ?? ""}
        onChange={(search) => onFilter({ search: search === "" ? undefined : search })}
      />
      <ChoiceMenu
        label="status"
        all="All"
        labels={PRESENCE_LABELS}
        choices={PRESENCES}
        value={filter.presence}
        onChange={(presence) => onFilter({ presence })}
        aside={(presence) => counts && countOf(counts, presence)}
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
