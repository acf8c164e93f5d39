import { followersOfAll, MAX_SELECTED_IDS, type KeysPreview } from "@excalibur/api/contract";
import { useQuery } from "@tanstack/react-query";
import { apiClient } from "../../../../server/api.ts";
import { readFailure } from "../../../../server/failure.ts";

/** Who is online changes meanwhile. Of so many keys that it takes a while to look at them, it is asked once. */
const ASK_EVERY_MS = 2_000;
const ASKED_AGAIN_UP_TO = 500;

/** Which keys a change of many would be of, and who is online with them. */
export function useKeysPreview(ids: readonly string[]) {
  const { data: preview, error } = useQuery({
    queryKey: ["keys-preview", ids],
    staleTime: 0,
    gcTime: 0,
    refetchInterval: ids.length <= ASKED_AGAIN_UP_TO ? ASK_EVERY_MS : false,
    queryFn: async ({ signal }) => {
      const previews: KeysPreview[] = [];
      for (let first = 0; first < ids.length; first += MAX_SELECTED_IDS) {
        const some = ids.slice(first, first + MAX_SELECTED_IDS);
        previews.push(await apiClient.apiKeys.preview.query({ ids: some }, { signal }));
      }
      return together(previews);
    },
  });
  return { preview, previewFailure: error === null ? null : readFailure(error) };
}

/** Each executor is bound to one key, so that no preview counts one of another. */
export function together(previews: readonly KeysPreview[]): KeysPreview {
  const sum = (of: (preview: KeysPreview) => number) => previews.reduce((total, preview) => total + of(preview), 0);
  return {
    ids: previews.flatMap(({ ids }) => ids),
    counts: {
      active: sum(({ counts }) => counts.active),
      expired: sum(({ counts }) => counts.expired),
      revoked: sum(({ counts }) => counts.revoked),
    },
    online: {
      total: sum(({ online }) => online.total),
      executors: previews.flatMap(({ online }) => online.executors),
    },
    followers: followersOfAll(
      previews.map(({ followers }) => followers),
      previews.flatMap(({ ids }) => ids),
    ),
  };
}
