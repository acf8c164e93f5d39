import { requireSameCount, type SelectedKeys } from "./selected-keys.ts";

/** Keys that one call changes: few enough that the next figure is there within a second. */
const SLICE = 250;

/**
 * Changes many keys, some with each request, and reports its progress.
 * @param onDone called after each request with the number of keys done.
 * @throws before anything is changed, when the filter that found them finds another number of keys now.
 */
export async function changeInSlices<Answer>(
  { ids, filter }: Pick<SelectedKeys, "ids" | "filter">,
  act: (ids: string[]) => Promise<Answer>,
  onDone: (count: number) => void,
  slice = SLICE,
): Promise<Answer[]> {
  await requireSameCount({ ids, filter });
  const answers: Answer[] = [];
  for (let first = 0; first < ids.length; first += slice) {
    const some = ids.slice(first, first + slice);
    answers.push(await act(some));
    onDone(first + some.length);
  }
  return answers;
}
