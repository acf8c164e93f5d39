import type { KeyFilterInput } from "@excalibur/api/contract";
import { apiClient } from "../../../../server/api.ts";

/** Keys that one question is about. */
export interface SelectedKeys {
  readonly ids: readonly string[];
  /** The filter that found just these; null where they were selected in another way. */
  readonly filter: KeyFilterInput | null;
  /** Called once they are changed. */
  readonly onChanged: () => void;
}

/**
 * Asks the server whether the filter still finds as many keys as were shown. What is done then is done to the keys that were shown.
 * @throws the refusal `preview_outdated` where it finds more or fewer.
 */
export async function requireSameCount({ ids, filter }: Pick<SelectedKeys, "ids" | "filter">): Promise<void> {
  if (filter !== null) await apiClient.apiKeys.preview.query({ ...filter, expectedTotal: ids.length });
}

/** "1 key", "50 keys". */
export function keyCount(count: number): string {
  return count === 1 ? "1 key" : `${count.toLocaleString("en")} keys`;
}

/** "1 is revoked already and stays as it is." */
export function staysSentence(count: number, state: string): string {
  return count === 1 ? `1 is ${state} and stays as it is.` : `${count} are ${state} and stay as they are.`;
}
