import { api, personApi } from "../../server/api.ts";
import { queryClient } from "../../server/query-client.ts";

/** Asks again what the organization is called and how it stands. */
export async function organizationHasChanged(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries(api.account.get.queryFilter()),
    queryClient.invalidateQueries(personApi.organizations.list.queryFilter()),
  ]);
}
