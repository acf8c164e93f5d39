import { FilterChip } from "../../../ui/filter-chip.tsx";
import { facetNames, type KeyFilter } from "./key-filter.ts";

interface FacetRowProps {
  filter: KeyFilter;
  onFilter: (change: Partial<Record<keyof KeyFilter, undefined>>) => void;
}

/** What else the list is narrowed to, such as by a link of the overview. Each can be taken away. */
export function FacetRow({ filter, onFilter }: FacetRowProps) {
  const facets = facetNames(filter);
  if (facets.length === 0) return null;
  return (
    <div className="flex flex-wrap gap-2 border-b border-line px-4 py-2">
      {facets.map(({ fields, words }) => (
        <FilterChip
          key={words}
          name={words}
          onClear={() => onFilter(Object.fromEntries(fields.map((field) => [field, undefined])))}
          className="max-w-full"
        />
      ))}
    </div>
  );
}
