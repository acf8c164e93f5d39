import { isAllowed, type Permission } from "@excalibur/api/contract";
import { useAccount } from "../../server/account.ts";

/** Those of some screens that whoever is signed in may see; all of them as long as the role is not known. */
export function useScreens<Screen extends { seenBy: Permission }>(screens: readonly Screen[]): Screen[] {
  const role = useAccount()?.organization?.role;
  return screens.filter(({ seenBy }) => role === undefined || isAllowed(role, seenBy));
}
