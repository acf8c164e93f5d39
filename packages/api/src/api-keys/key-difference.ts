import type { KeyOwner } from "../contract/api-keys.ts";
import { writeLabels, type Labels } from "../domain/labels.ts";
import type { ApiKeyRecord, ChangedKey } from "../ports/api-key-store.ts";

interface Wanted {
  readonly note?: string | undefined;
  readonly labels?: Labels | undefined;
  readonly owner?: KeyOwner | null | undefined;
}

/** What of a key would change; null when it is all there already. What is undefined is not asked for. */
export function differenceOf(key: ApiKeyRecord, { note, labels, owner }: Wanted): ChangedKey | null {
  const changed: ChangedKey = {
    ...(note === undefined || note === key.note ? {} : { note }),
    ...(labels === undefined || writeLabels(labels) === writeLabels(key.labels) ? {} : { labels }),
    ...(owner === undefined || owner?.id === key.owner?.id ? {} : { owner }),
  };
  return Object.keys(changed).length === 0 ? null : changed;
}
