import { isAllowed, type Permission } from "@excalibur/api/contract";
import { useAccount } from "../server/account.ts";

/** The screens that the signed-in user's role may see; all of them while the role is not known. */
export function useScreens<Screen extends { seenBy: Permission }>(screens: readonly Screen[]): Screen[] {
  const role = useAccount()?.organization?.role;
  return screens.filter(({ seenBy }) => role === undefined || isAllowed(role, seenBy));
}
