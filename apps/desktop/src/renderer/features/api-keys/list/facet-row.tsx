import { ChevronDown } from "lucide-react";
import { DayRangeFields } from "../../../components/day-range-fields.tsx";
import { ExecutorChoice } from "../../../components/executor-choice.tsx";
import { Button } from "../../../ui/button.tsx";
import { Popover } from "../../../ui/popover.tsx";
import { FilterChip } from "../../../ui/filter-chip.tsx";
import type { KeyFacet } from "@excalibur/api/contract";
import { FacetMenu } from "../../../lists/facets/facet-menu.tsx";
import { api, apiClient } from "../../../server/api.ts";
import { PersonFacet } from "./person-facet.tsx";
import { facetNames, filterInputOf, type KeyFilter } from "./key-filter.ts";

interface FacetRowProps {
  filter: KeyFilter;
  onFilter: (change: Partial<Record<keyof KeyFilter, string | number | boolean | undefined>>) => void;
}

/** What the list can be narrowed to, and what it is narrowed to, such as by a link of the overview. Each can be taken away. */
export function FacetRow({ filter, onFilter }: FacetRowProps) {
  const facets = facetNames(filter);
  const sourceOf = (facet: KeyFacet) => {
    const input = { facet, ...filterInputOf(filter) };
    return { queryKey: api.apiKeys.facet.queryKey(input), queryFn: () => apiClient.apiKeys.facet.query(input) };
  };
  return (
    <div role="group" aria-label="Narrow the list" className="border-b border-line">
      <div className="flex flex-wrap gap-1 px-3 py-1 max-sm:gap-x-0 touch:gap-y-3">
        <PersonFacet
          source={sourceOf("creator")}
          name="Created by"
          valueOf={({ user }) => user.id}
          chosen={filter.createdBy}
          onChoose={(createdBy) => onFilter({ createdBy })}
        />
        <PersonFacet
          source={sourceOf("owner")}
          name="Owner"
          valueOf={({ id }) => id}
          chosen={filter.owner}
          onChoose={(owner) => onFilter({ owner })}
        />
        <ExecutorChoice
          all="Used by"
          chosen="Used by:"
          clear="show the keys of all executors"
          look="quiet"
          executorId={filter.usedBy}
          onChange={(usedBy) => onFilter({ usedBy })}
        />
        <FacetMenu
          source={sourceOf("expires")}
          name="Expires"
          chosen={filter.expiresWithinDays?.toString()}
          words={(value) => `within ${value} days`}
          onChoose={(value) =>
            onFilter({ expiresWithinDays: numberOf(value), expiresFrom: undefined, expiresTo: undefined })
          }
        />
        <Popover
          label="Days on which keys expire"
          trigger={
            <Button look="quiet" className="shrink-0 pr-2">
              Expires on
              <ChevronDown aria-hidden className="size-3.5 text-muted" />
            </Button>
          }
        >
          <div className="space-y-3 p-3">
            <DayRangeFields
              from={filter.expiresFrom}
              to={filter.expiresTo}
              onDays={({ from, to }) => onFilter({ expiresFrom: from, expiresTo: to, expiresWithinDays: undefined })}
            />
          </div>
        </Popover>
        <FacetMenu
          source={sourceOf("use")}
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
          source={sourceOf("shared")}
          name="Executors"
          chosen={filter.shared?.toString()}
          words={() => "several share it"}
          onChoose={(value) => onFilter({ shared: value === undefined ? undefined : true })}
        />
        <FacetMenu
          source={sourceOf("label")}
          name="Label"
          chosen={filter.label}
          words={(value) => value}
          ofOthers="Search the list for other labels."
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
