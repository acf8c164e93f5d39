import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { KeyRound, Server } from "lucide-react";
import { api } from "../../../server/api.ts";
import { PaletteGroup, PaletteItem } from "./palette-item.tsx";

const SHOWN = 6;
const WHILE_TYPING = { placeholderData: keepPreviousData, gcTime: 0 } as const;

interface FoundOnServerProps {
  search: string;
  onOpenKey: (id: string) => void;
  onOpenExecutor: (id: string) => void;
}

/** What the organization has of that name. */
export function FoundOnServer({ search, onOpenKey, onOpenExecutor }: FoundOnServerProps) {
  const keys = useQuery(api.apiKeys.list.queryOptions({ search, limit: SHOWN }, WHILE_TYPING)).data?.items ?? [];
  const executors = useQuery(api.executors.list.queryOptions({ search, limit: SHOWN }, WHILE_TYPING)).data?.items ?? [];
  return (
    <>
      {keys.length > 0 && (
        <PaletteGroup heading="API keys">
          {keys.map(({ id, name, status }) => (
            <PaletteItem key={id} id={id} icon={KeyRound} aside={status} onSelect={() => onOpenKey(id)}>
              <bdi>{name}</bdi>
            </PaletteItem>
          ))}
        </PaletteGroup>
      )}
      {executors.length > 0 && (
        <PaletteGroup heading="Executors">
          {executors.map(({ id, name, online }) => (
            <PaletteItem
              key={id}
              id={id}
              icon={Server}
              aside={online ? "online" : "offline"}
              onSelect={() => onOpenExecutor(id)}
            >
              {name}
            </PaletteItem>
          ))}
        </PaletteGroup>
      )}
    </>
  );
}
