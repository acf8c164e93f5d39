import type { ApiKeyView, ExecutorView } from "@excalibur/api/contract";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { KeyRound, Server, Zap } from "lucide-react";
import { STATE_LABELS } from "../../../components/presence-badge.tsx";
import { api } from "../../../server/api.ts";
import { ACTS, isPossible, type ActName } from "./acts.ts";
import { PaletteGroup, PaletteItem } from "./palette-item.tsx";

const SHOWN = 6;
/** Of which those are shown to which it can be done. */
const READ = 50;
const WHILE_TYPING = { placeholderData: keepPreviousData, gcTime: 0 } as const;

/** Does an act to what was chosen: each opens the dialog that asks about it. */
export interface ActRunners {
  onKey: (act: ActName, key: ApiKeyView) => void;
  onExecutor: (act: ActName, executor: ExecutorView) => void;
}

/** Acts that can be chosen instead of being typed to the end. */
export function ActCompletions({ acts, onChoose }: { acts: readonly ActName[]; onChoose: (act: ActName) => void }) {
  if (acts.length === 0) return null;
  return (
    <PaletteGroup heading="Act on what you name">
      {acts.map((act) => (
        <PaletteItem key={act} id={`act ${act}`} icon={Zap} onSelect={() => onChoose(act)}>
          {ACTS[act].says}…
        </PaletteItem>
      ))}
    </PaletteGroup>
  );
}

interface ActTargetsProps extends ActRunners {
  act: ActName;
  search: string;
}

/** What is found by the words behind an act, as far as the act is possible. */
export function ActTargets({ act, search, onKey, onExecutor }: ActTargetsProps) {
  return ACTS[act].on === "key" ? (
    <Keys act={act} search={search} onKey={onKey} />
  ) : (
    <Executors act={act} search={search} onExecutor={onExecutor} />
  );
}

function Keys({ act, search, onKey }: Omit<ActTargetsProps, "onExecutor">) {
  const status =
    act === "rotate" || act === "pause" ? ("active" as const) : act === "delete" ? ("revoked" as const) : undefined;
  const input = { limit: READ, ...(search === "" ? {} : { search }), ...(status === undefined ? {} : { status }) };
  const keys = useQuery(api.apiKeys.list.queryOptions(input, WHILE_TYPING)).data?.items ?? [];
  const possible = keys.filter((key) => isPossible(act, key)).slice(0, SHOWN);
  if (possible.length === 0) return null;
  return (
    <PaletteGroup heading={ACTS[act].says}>
      {possible.map((key) => (
        <PaletteItem key={key.id} id={key.id} icon={KeyRound} aside={key.status} onSelect={() => onKey(act, key)}>
          <bdi>{key.name}</bdi>
        </PaletteItem>
      ))}
    </PaletteGroup>
  );
}

function Executors({ act, search, onExecutor }: Omit<ActTargetsProps, "onKey">) {
  const input = { limit: SHOWN, ...(search === "" ? {} : { search }) };
  const executors = useQuery(api.executors.list.queryOptions(input, WHILE_TYPING)).data?.items ?? [];
  if (executors.length === 0) return null;
  return (
    <PaletteGroup heading={ACTS[act].says}>
      {executors.map((executor) => (
        <PaletteItem
          key={executor.id}
          id={executor.id}
          icon={Server}
          aside={STATE_LABELS[executor.state].toLowerCase()}
          onSelect={() => onExecutor(act, executor)}
        >
          {executor.name}
        </PaletteItem>
      ))}
    </PaletteGroup>
  );
}
