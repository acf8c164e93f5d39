import { api } from "../../server/api.ts";
import { queryClient } from "../../server/query-client.ts";

/** Asks again which management keys there are. */
export async function managementKeysHaveChanged(): Promise<void> {
  await queryClient.invalidateQueries(api.managementKeys.list.pathFilter());
}
