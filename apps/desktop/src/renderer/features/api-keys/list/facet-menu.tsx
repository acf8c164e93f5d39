import { FACET_COUNTS_TO, type KeyFacet } from "@excalibur/api/contract";
import { useQuery } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { api } from "../../../server/api.ts";
import { Button } from "../../../ui/button.tsx";
import { Menu, MenuChoice, MenuChoices } from "../../../ui/menu.tsx";
import { filterInputOf, type KeyFilter } from "./key-filter.ts";

interface FacetMenuProps {
  facet: KeyFacet;
  /** What it narrows by. */
  name: string;
  filter: KeyFilter;
  /** The value that is chosen, as the procedure names it. */
  chosen: string | undefined;
  onChoose: (value: string | undefined) => void;
  /** A value in words, where its name is not. */
  words?: (value: string) => string;
}

const ANY = "";

/** A button that names a facet and what is chosen of it, and a menu of its values with the keys that each leaves. */
export function FacetMenu({ facet, name, filter, chosen, onChoose, words }: FacetMenuProps) {
  const input = { facet, ...filterInputOf(filter) };
  // Its name is not in the address: it comes with the values.
  const known = useQuery(
    api.apiKeys.facet.queryOptions(input, { enabled: chosen !== undefined && words === undefined }),
  );
  const label = (value: string, itsName: string) => words?.(value) ?? itsName;
  const shown = chosen === undefined ? undefined : known.data?.values.find(({ value }) => value === chosen)?.name;
  return (
    <Menu
      trigger={
        <Button look="quiet" className="shrink-0 pr-2">
          <span className="max-w-[200px] truncate">
            {name}
            {chosen !== undefined && <b className="font-medium">: {label(chosen, shown ?? "…")}</b>}
          </span>
          <ChevronDown aria-hidden className="size-3.5 text-muted" />
        </Button>
      }
    >
      <FacetValues input={input} chosen={chosen} onChoose={onChoose} label={label} />
    </Menu>
  );
}

interface FacetValuesProps {
  input: Parameters<typeof api.apiKeys.facet.queryOptions>[0];
  chosen: string | undefined;
  onChoose: (value: string | undefined) => void;
  label: (value: string, name: string) => string;
}

/** Read when the menu is opened. */
function FacetValues({ input, chosen, onChoose, label }: FacetValuesProps) {
  const { data, isError } = useQuery(api.apiKeys.facet.queryOptions(input));
  // "Any" is there at once, so that the menu has an item to go to.
  return (
    <>
      <MenuChoices value={chosen ?? ANY} onChange={(value) => onChoose(value === ANY ? undefined : value)}>
        <MenuChoice value={ANY}>Any</MenuChoice>
        {data?.values.map(({ value, name, count }) => (
          <MenuChoice key={value} value={value} aside={countText(count)}>
            {label(value, name)}
          </MenuChoice>
        ))}
      </MenuChoices>
      {data === undefined && (
        <p className="px-2 py-1.5 text-muted">{isError ? "The values could not be read." : "Counting…"}</p>
      )}
    </>
  );
}

function countText(count: number): string {
  return count > FACET_COUNTS_TO ? `${FACET_COUNTS_TO.toLocaleString("en")}+` : count.toLocaleString("en");
}
