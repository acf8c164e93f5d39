import { useEffect, useMemo } from "react";
import { toast } from "sonner";
import { RowSelection } from "../../../lists/selection/row-selection.ts";
import type { Selecting } from "../../../lists/selection/selecting.ts";
import { apiClient } from "../../../server/api.ts";
import { describeFailure } from "../../../server/describe-failure.ts";
import { readFailure } from "../../../server/failure.ts";
import { filterInputOf, type KeyFilter } from "./key-filter.ts";

/** The selected keys of a filtered list. Another filter starts with none: a key that is not listed is never selected. */
export function useSelectingKeys(filter: KeyFilter): Selecting {
  const { sort: _sort, direction: _direction, ...narrowing } = filter;
  const text = JSON.stringify(narrowing);
  const selecting = useMemo(() => {
    const selection = new RowSelection();
    const selectAll = async () => {
      try {
        const { ids } = await apiClient.apiKeys.preview.query(filterInputOf(JSON.parse(text) as KeyFilter));
        selection.set(ids);
      } catch (error) {
        const { title, detail } = describeFailure(readFailure(error));
        toast.error(title, { description: detail });
      }
    };
    return { selection, selectAll };
  }, [text]);
  useEffect(() => () => selecting.selection.set([]), [selecting]);
  return selecting;
}
