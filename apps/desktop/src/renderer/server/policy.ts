import type { PolicyView } from "@excalibur/api/contract";
import { useQuery } from "@tanstack/react-query";
import { api } from "./api.ts";

/** The policy of keys of the page's organization; undefined until it is read. */
export function usePolicy(): PolicyView | undefined {
  return useQuery(api.policies.get.queryOptions()).data;
}

/** The days that a form for a new key starts with under a policy: as text, empty for never. */
export function defaultDays(policy: PolicyView | undefined): string {
  return String(policy?.defaultLifeDays ?? policy?.longestLifeDays ?? "");
}
