import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { api } from "../../../server/api.ts";
import { PaletteGroup, PaletteItem } from "./palette-item.tsx";

const SHOWN = 6;

interface FoundOnServerProps {
  search: string;
  onOpenKey: (id: string) => void;
}

/** What the organization has of that name. */
export function FoundOnServer({ search, onOpenKey }: FoundOnServerProps) {
  const keys = useQuery(
    api.apiKeys.list.queryOptions({ search, limit: SHOWN }, { placeholderData: keepPreviousData, gcTime: 0 }),
  ).data;
  if (keys === undefined || keys.items.length === 0) return null;
  return (
    <PaletteGroup heading="API keys">
      {keys.items.map(({ id, name, status }) => (
        <PaletteItem key={id} id={id} icon={KeyRound} aside={status} onSelect={() => onOpenKey(id)}>
          <bdi>{name}</bdi>
        </PaletteItem>
      ))}
    </PaletteGroup>
  );
}
