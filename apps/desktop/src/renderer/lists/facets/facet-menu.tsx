import { FACET_VALUES, type FacetValue } from "@excalibur/api/contract";
import { useQuery, type QueryKey } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { Button } from "../../ui/button.tsx";
import { Menu, MenuChoice, MenuChoices } from "../../ui/menu.tsx";

/** Where the values of a facet come from. */
export interface FacetSource {
  queryKey: QueryKey;
  queryFn: () => Promise<{ values: FacetValue[] }>;
}

interface FacetMenuProps {
  /** What it narrows by. */
  name: string;
  source: FacetSource;
  /** The value that is chosen, as the procedure names it. */
  chosen: string | undefined;
  onChoose: (value: string | undefined) => void;
  /** A value in words, where its name is not. */
  words?: (value: string) => string;
  /** What is said below the values when there may be more than are told, such as how to find the others. */
  ofOthers?: string;
}

const ANY = "";

/** A button that names a facet and what is chosen of it, and a menu of its values with the rows that each leaves. */
export function FacetMenu({ name, source, chosen, onChoose, words, ofOthers }: FacetMenuProps) {
  // The name of what is chosen is not in the address: it comes with the values.
  const known = useQuery({ ...source, enabled: chosen !== undefined && words === undefined });
  const label = (value: string, itsName: string) => words?.(value) ?? itsName;
  const nameOf = (value: string) =>
    known.data === undefined ? "…" : (known.data.values.find((each) => each.value === value)?.name ?? value);
  return (
    <Menu
      trigger={
        <Button look="quiet" className="shrink-0 pr-2">
          <span className="max-w-[200px] truncate">
            {name}
            {chosen !== undefined && <b className="font-medium">: {label(chosen, nameOf(chosen))}</b>}
          </span>
          <ChevronDown aria-hidden className="size-3.5 text-muted" />
        </Button>
      }
    >
      <FacetValues source={source} chosen={chosen} onChoose={onChoose} label={label} ofOthers={ofOthers} />
    </Menu>
  );
}

interface FacetValuesProps extends Pick<FacetMenuProps, "source" | "chosen" | "onChoose"> {
  label: (value: string, name: string) => string;
  ofOthers: string | undefined;
}

/** Read when the menu is opened. */
function FacetValues({ source, chosen, onChoose, label, ofOthers }: FacetValuesProps) {
  const { data, isError } = useQuery(source);
  const mayBeMore = data !== undefined && data.values.length >= FACET_VALUES;
  // "Any" is there at once, so that the menu has an item to go to.
  return (
    <>
      <MenuChoices value={chosen ?? ANY} onChange={(value) => onChoose(value === ANY ? undefined : value)}>
        <MenuChoice value={ANY}>Any</MenuChoice>
        {data?.values.map((each) => (
          <MenuChoice key={each.value} value={each.value} aside={countText(each)}>
            {label(each.value, each.name)}
          </MenuChoice>
        ))}
      </MenuChoices>
      {data === undefined && (
        <p className="px-2 py-1.5 text-muted">{isError ? "The values could not be read." : "Counting…"}</p>
      )}
      {mayBeMore && ofOthers !== undefined && <p className="px-2 py-1.5 text-muted">{ofOthers}</p>}
    </>
  );
}

/** How many rows a value leaves, in words. */
export function countText({ count, hasMore }: FacetValue): string {
  return `${count.toLocaleString("en")}${hasMore === true ? "+" : ""}`;
}
