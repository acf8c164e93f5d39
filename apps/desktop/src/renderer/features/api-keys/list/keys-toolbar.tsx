import { KEY_STATUSES, type KeyStatus } from "@excalibur/api/contract";
import { ChevronDown, Plus } from "lucide-react";
import { SearchBox } from "../../../lists/search-box.tsx";
import { Button } from "../../../ui/button.tsx";
import { KeyboardHint } from "../../../ui/keyboard-hint.tsx";
import { Menu, MenuChoice, MenuChoices } from "../../../ui/menu.tsx";
import { useShortcut } from "../../../ui/use-shortcut.ts";
import { useMayManageKeys } from "../../../server/account.ts";
import { useKeyActions } from "../change/key-actions.tsx";
import { countOf, type KeyFilter } from "./key-filter.ts";

const STATUS_WORDS: Record<KeyStatus, string> = { active: "Active", expired: "Expired", revoked: "Revoked" };

interface KeysToolbarProps {
  filter: KeyFilter;
  onFilter: (change: Partial<Record<keyof KeyFilter, string | undefined>>) => void;
  counts: Record<KeyStatus, number> | undefined;
}

export function KeysToolbar({ filter, onFilter, counts }: KeysToolbarProps) {
  const { openNewKey } = useKeyActions();
  const mayManage = useMayManageKeys();
  useShortcut("n", () => mayManage && openNewKey());
  return (
    <div className="flex items-center gap-2">
      <SearchBox
        label="Search keys by name, id or hint"
        value={filter.search ?? ""}
        onChange={(search) => onFilter({ search: search === "" ? undefined : search })}
      />
      <Menu
        align="end"
        trigger={
          <Button className="min-w-[104px] justify-between pr-2">
            <span>
              {filter.status === undefined ? "All" : STATUS_WORDS[filter.status]}
              {counts !== undefined && <span className="ml-1.5 text-muted">{countOf(counts, filter.status)}</span>}
            </span>
            <ChevronDown aria-hidden className="size-3.5 text-muted" />
          </Button>
        }
      >
        <MenuChoices
          value={filter.status ?? "all"}
          onChange={(value) => onFilter({ status: value === "all" ? undefined : value })}
        >
          <MenuChoice value="all" aside={counts && countOf(counts, undefined)}>
            All
          </MenuChoice>
          {KEY_STATUSES.map((status) => (
            <MenuChoice key={status} value={status} aside={counts?.[status]}>
              {STATUS_WORDS[status]}
            </MenuChoice>
          ))}
        </MenuChoices>
      </Menu>
      {mayManage && (
        <Button look="primary" aria-keyshortcuts="n" onClick={() => openNewKey()}>
          <Plus aria-hidden className="size-4" />
          New key
          <KeyboardHint>N</KeyboardHint>
        </Button>
      )}
    </div>
  );
}
