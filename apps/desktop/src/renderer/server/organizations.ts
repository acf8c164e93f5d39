import { personApi } from "./api.ts";

/** Every organization of the signed-in user. */
export const organizationsQuery = personApi.organizations.list.queryOptions();
