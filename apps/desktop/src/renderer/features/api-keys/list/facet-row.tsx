import { FilterChip } from "../../../ui/filter-chip.tsx";
import { FacetMenu } from "./facet-menu.tsx";
import { facetNames, type KeyFilter } from "./key-filter.ts";

interface FacetRowProps {
  filter: KeyFilter;
  onFilter: (change: Partial<Record<keyof KeyFilter, string | number | boolean | undefined>>) => void;
}

/** What the list can be narrowed to, and what it is narrowed to, such as by a link of the overview. Each can be taken away. */
export function FacetRow({ filter, onFilter }: FacetRowProps) {
  const facets = facetNames(filter);
  const common = { filter };
  return (
    <div role="group" aria-label="Narrow the list" className="border-b border-line">
      <div className="flex flex-wrap gap-1 px-3 py-1">
        <FacetMenu
          {...common}
          facet="creator"
          name="Created by"
          chosen={filter.createdBy}
          onChoose={(createdBy) => onFilter({ createdBy })}
        />
        <FacetMenu
          {...common}
          facet="owner"
          name="Owner"
          chosen={filter.owner}
          onChoose={(owner) => onFilter({ owner })}
        />
        <FacetMenu
          {...common}
          facet="expires"
          name="Expires"
          chosen={filter.expiresWithinDays?.toString()}
          words={(value) => `within ${value} days`}
          onChoose={(value) =>
            onFilter({ expiresWithinDays: numberOf(value), expiresFrom: undefined, expiresTo: undefined })
          }
        />
        <FacetMenu
          {...common}
          facet="use"
          name="Use"
          chosen={filter.neverUsed === true ? "never" : filter.unusedForDays?.toString()}
          words={(value) => (value === "never" ? "never used" : `unused for ${value} days`)}
          onChoose={(value) =>
            onFilter({
              neverUsed: value === "never" ? true : undefined,
              unusedForDays: value === "never" ? undefined : numberOf(value),
            })
          }
        />
        <FacetMenu
          {...common}
          facet="shared"
          name="Executors"
          chosen={filter.shared?.toString()}
          words={() => "several share it"}
          onChoose={(value) => onFilter({ shared: value === undefined ? undefined : true })}
        />
        <FacetMenu
          {...common}
          facet="label"
          name="Label"
          chosen={filter.label}
          words={(value) => value}
          onChoose={(label) => onFilter({ label })}
        />
      </div>
      {facets.length > 0 && (
        <div className="flex flex-wrap gap-2 px-4 pb-2">
          {facets.map(({ fields, words }) => (
            <FilterChip
              key={words}
              name={words}
              onClear={() => onFilter(Object.fromEntries(fields.map((field) => [field, undefined])))}
              className="max-w-full"
            />
          ))}
        </div>
      )}
    </div>
  );
}

function numberOf(value: string | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}
