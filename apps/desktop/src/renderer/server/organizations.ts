import { personApi } from "./api.ts";

/** Every organization of whoever is signed in. */
export const organizationsQuery = personApi.organizations.list.queryOptions();
