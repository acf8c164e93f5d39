import { Command as Cmdk } from "cmdk";
import { Dialog as Radix } from "radix-ui";
import { Search } from "lucide-react";
import { useState } from "react";
import { withoutSecrets } from "../../../server/without-secrets.ts";
import { useDebounced } from "../../../ui/use-debounced.ts";
import { isCommandKey } from "../../../ui/use-shortcut.ts";
import { ActCompletions, ActTargets, type ActRunners } from "./act-targets.tsx";
import { actsBeginningWith, readAct } from "./acts.ts";
import { matchingCommands, type Command } from "./commands.ts";
import { FoundOnServer } from "./found-on-server.tsx";
import { PaletteGroup, PaletteItem } from "./palette-item.tsx";

const SEARCH_AFTER_MS = 150;
const GROUPS = ["Go to", "Actions"] as const;

interface CommandPaletteProps {
  commands: readonly Command[];
  onClose: () => void;
  onOpenKey: (id: string) => void;
  onOpenExecutor: (id: string) => void;
  /** Null for members who may only look. */
  acts: ActRunners | null;
}

/** Everything that can be gone to and done, by typing a part of its name. */
export default function CommandPalette({ commands, onClose, onOpenKey, onOpenExecutor, acts }: CommandPaletteProps) {
  const [typed, setTyped] = useState("");
  const search = useDebounced(typed.trim(), SEARCH_AFTER_MS);
  const wordsBehind = useDebounced(readAct(typed)?.search ?? "", SEARCH_AFTER_MS);
  const act = acts === null ? null : readAct(typed);
  const found = matchingCommands(commands, typed);
  const leaveThen = (action: () => unknown) => {
    onClose();
    action();
  };
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          onKeyDown={(event) => {
            if (!isCommandKey(event, "k")) return;
            event.preventDefault();
            onClose();
          }}
          className="fixed inset-x-6 top-[14vh] z-40 mx-auto max-w-[560px] animate-rise overflow-hidden rounded-xl bg-raised shadow-raised outline-none"
        >
          <Radix.Title className="sr-only">Command palette</Radix.Title>
          <Cmdk shouldFilter={false} loop label="Commands">
            <div className="flex items-center gap-2.5 border-b border-line px-4">
              <Search aria-hidden className="size-4 shrink-0 text-muted" />
              <Cmdk.Input
                autoFocus
                value={typed}
                onValueChange={(text) => setTyped(withoutSecrets(text))}
                maxLength={100}
                placeholder="Search keys and executors, or type a command, such as revoke…"
                className="h-11 min-w-0 flex-1 bg-transparent text-lg outline-none"
              />
            </div>
            <Cmdk.List tabIndex={-1} className="max-h-[min(430px,56vh)] overflow-y-auto p-1.5">
              {GROUPS.map((group) => (
                <CommandGroup
                  key={group}
                  heading={group}
                  commands={found.filter((command) => command.group === group)}
                  onRun={leaveThen}
                />
              ))}
              {acts !== null && (
                <ActCompletions acts={actsBeginningWith(typed)} onChoose={(name) => setTyped(`${name} `)} />
              )}
              {acts !== null && act !== null && (
                <ActTargets
                  act={act.act}
                  search={wordsBehind}
                  onKey={(name, key) => leaveThen(() => acts.onKey(name, key))}
                  onExecutor={(name, executor) => leaveThen(() => acts.onExecutor(name, executor))}
                />
              )}
              {act === null && search !== "" && typed.trim() !== "" && (
                <FoundOnServer
                  search={search}
                  onOpenKey={(id) => leaveThen(() => onOpenKey(id))}
                  onOpenExecutor={(id) => leaveThen(() => onOpenExecutor(id))}
                />
              )}
              <Cmdk.Empty className="px-2.5 py-3 text-muted">
                {search === typed.trim() ? `Nothing is called “${search}”.` : "Searching…"}
              </Cmdk.Empty>
            </Cmdk.List>
          </Cmdk>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface CommandGroupProps {
  heading: string;
  commands: readonly Command[];
  onRun: (action: () => unknown) => void;
}

function CommandGroup({ heading, commands, onRun }: CommandGroupProps) {
  if (commands.length === 0) return null;
  return (
    <PaletteGroup heading={heading}>
      {commands.map(({ id, label, icon, keys, run }) => (
        <PaletteItem key={id} id={id} icon={icon} keys={keys} onSelect={() => onRun(run)}>
          {label}
        </PaletteItem>
      ))}
    </PaletteGroup>
  );
}
