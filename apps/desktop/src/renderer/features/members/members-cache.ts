import { api, personApi } from "../../server/api.ts";
import { queryClient } from "../../server/query-client.ts";

/** Asks again who belongs to the organization, and as what one is oneself there. */
export async function membersHaveChanged(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries(api.members.list.queryFilter()),
    queryClient.invalidateQueries(api.invitations.list.queryFilter()),
    queryClient.invalidateQueries(api.account.get.queryFilter()),
    queryClient.invalidateQueries(personApi.organizations.list.queryFilter()),
  ]);
}
