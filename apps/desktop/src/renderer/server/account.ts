import { isAllowed, type Permission } from "@excalibur/api/contract";
import { useQuery } from "@tanstack/react-query";
import { api } from "./api.ts";

const CHECK_EVERY_MS = 10_000;

/** Who is signed in, where and as what. Asked again now and then: a role can change while the app is open. */
export function accountQuery() {
  return api.account.get.queryOptions(undefined, { refetchInterval: CHECK_EVERY_MS });
}

export function useAccount() {
  return useQuery(accountQuery()).data;
}

/** Whether actions of a kind are offered at all. The server judges again at every call. */
export function useMay(permission: Permission): boolean {
  const organization = useAccount()?.organization;
  return organization != null && organization.deactivatedAt === null && isAllowed(organization.role, permission);
}

export function useMayManageKeys(): boolean {
  return useMay("manageCredentials");
}
