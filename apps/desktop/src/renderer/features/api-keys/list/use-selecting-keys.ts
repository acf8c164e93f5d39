import type { KeyFilterInput } from "@excalibur/api/contract";
import { useEffect, useMemo } from "react";
import { toast } from "sonner";
import { RowSelection } from "../../../lists/selection/row-selection.ts";
import type { Selecting } from "../../../lists/selection/selecting.ts";
import { apiClient } from "../../../server/api.ts";
import { describeFailure } from "../../../server/describe-failure.ts";
import { readFailure } from "../../../server/failure.ts";
import { filterInputOf, type KeyFilter } from "./key-filter.ts";

/** How keys are selected. */
export interface SelectingKeys extends Selecting {
  /** The filter that found just these keys, when they were selected by it; null otherwise. */
  readonly filterOf: (ids: ReadonlySet<string>) => KeyFilterInput | null;
}

/** The selected keys of a filtered list. Another filter starts with none: a key that is not listed is never selected. */
export function useSelectingKeys(filter: KeyFilter): SelectingKeys {
  const { sort: _sort, direction: _direction, ...narrowing } = filter;
  const text = JSON.stringify(narrowing);
  const selecting = useMemo(() => {
    const selection = new RowSelection();
    const input = filterInputOf(JSON.parse(text) as KeyFilter);
    const found = new WeakSet<ReadonlySet<string>>();
    const selectAll = async () => {
      try {
        const { ids } = await apiClient.apiKeys.preview.query(input);
        selection.set(ids);
        found.add(selection.ids());
      } catch (error) {
        const { title, detail } = describeFailure(readFailure(error));
        toast.error(title, { description: detail });
      }
    };
    const filterOf = (ids: ReadonlySet<string>) => (found.has(ids) ? input : null);
    return { selection, selectAll, filterOf };
  }, [text]);
  useEffect(() => () => selecting.selection.set([]), [selecting]);
  return selecting;
}
