import { api } from "../../server/api.ts";
import { queryClient } from "../../server/query-client.ts";

/** Asks again which channels there are, and what was sent. */
export async function channelsHaveChanged(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries(api.channels.list.pathFilter()),
    queryClient.invalidateQueries(api.channels.deliveries.pathFilter()),
  ]);
}
