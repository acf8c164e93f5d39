import type { PolicyView } from "@excalibur/api/contract";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "./api.ts";
import { queryClient } from "./query-client.ts";

/** The policy of keys of the page's organization; undefined until it is read. */
export function usePolicy(): PolicyView | undefined {
  return useQuery(api.policies.get.queryOptions()).data;
}
