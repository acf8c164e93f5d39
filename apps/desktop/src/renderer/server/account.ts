import { isAllowed, type Permission } from "@excalibur/api/contract";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, personClient } from "./api.ts";
import { readFailure } from "./failure.ts";

const CHECK_EVERY_MS = 10_000;

/** Who is signed in, and as what in the organization that the page belongs to. Asked again now and then: a role can change while the app is open. */
export function accountQuery() {
  return api.account.get.queryOptions(undefined, { refetchInterval: CHECK_EVERY_MS });
}

/** Who is signed in, for where no organization has been entered. */
export const signedInQuery = queryOptions({
  queryKey: ["signed-in"],
  queryFn: ({ signal }) => personClient.account.get.query(undefined, { signal }),
  retry: false,
});

export function useAccount() {
  const { data, error } = useQuery(accountQuery());
  return data !== undefined && isNoMember(error) ? { ...data, organization: null } : data;
}

/** Whether the user's membership of the page's organization has ended. */
export function useMembershipEnded(): boolean {
  return isNoMember(useQuery(accountQuery()).error);
}

function isNoMember(error: unknown): boolean {
  const failure = error === null ? null : readFailure(error);
  return failure?.kind === "refused" && failure.reason === "organization_not_found";
}

/** Whether actions of a kind are offered at all. The server judges again at every call. */
export function useMay(permission: Permission): boolean {
  const organization = useAccount()?.organization;
  return organization != null && organization.deactivatedAt === null && isAllowed(organization.role, permission);
}

export function useMayManageKeys(): boolean {
  return useMay("manageCredentials");
}
