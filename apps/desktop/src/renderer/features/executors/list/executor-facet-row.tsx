import { EXECUTOR_KINDS, OLDER_THAN_NEWEST, type ExecutorFacet } from "@excalibur/api/contract";
import { FacetMenu } from "../../../lists/facets/facet-menu.tsx";
import { api, apiClient } from "../../../server/api.ts";
import { KIND_LABELS } from "../executor-labels.ts";
import { executorInputOf, type ExecutorFilter } from "./executor-filter.ts";

interface ExecutorFacetRowProps {
  filter: ExecutorFilter;
  onFilter: (change: Partial<Record<keyof ExecutorFilter, string | undefined>>) => void;
}

/** What the list of executors can be narrowed to besides their state. */
export function ExecutorFacetRow({ filter, onFilter }: ExecutorFacetRowProps) {
  const sourceOf = (facet: ExecutorFacet) => {
    const input = { facet, ...executorInputOf(filter) };
    return { queryKey: api.executors.facet.queryKey(input), queryFn: () => apiClient.executors.facet.query(input) };
  };
  return (
    <div
      role="group"
      aria-label="Narrow the list"
      className="flex flex-wrap gap-1 border-b border-line px-3 py-1 max-sm:gap-x-0 touch:gap-y-3"
    >
      <FacetMenu
        name="Kind"
        source={sourceOf("kind")}
        chosen={filter.kind}
        words={kindLabel}
        onChoose={(kind) => onFilter({ kind })}
      />
      <FacetMenu
        name="Version"
        source={sourceOf("version")}
        chosen={filter.version}
        words={(version) => (version === OLDER_THAN_NEWEST ? "older than the newest" : version)}
        ofOthers="Versions older than these are not listed."
        onChoose={(version) => onFilter({ version })}
      />
      <FacetMenu
        name="Bound key"
        source={sourceOf("key")}
        chosen={filter.key}
        ofOthers="Search the list for the names of other keys."
        onChoose={(key) => onFilter({ key })}
      />
      <FacetMenu
        name="Label"
        source={sourceOf("label")}
        chosen={filter.label}
        words={(label) => label}
        ofOthers="Search the list for other labels."
        onChoose={(label) => onFilter({ label })}
      />
    </div>
  );
}

function kindLabel(value: string): string {
  const kind = EXECUTOR_KINDS.find((each) => each === value);
  return kind === undefined ? value : KIND_LABELS[kind];
}
