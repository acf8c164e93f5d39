import { useLocation, useRouter, type LinkProps } from "@tanstack/react-router";
import { useEffect } from "react";

/** The search of each list as it was seen last, by its path. */
const lastSearches = new Map<string, object>();

/** Notes how the list on this page is narrowed and ordered, for the way back from one of its rows. */
export function useRememberSearch(): void {
  const { pathname, search } = useLocation();
  useEffect(() => void lastSearches.set(pathname, search), [pathname, search]);
}

/** Where a list is, as it was seen last. */
export function useListAddress(to: NonNullable<LinkProps["to"]>): Pick<LinkProps, "to" | "search"> {
  const { pathname } = useRouter().buildLocation({ to });
  return { to, search: lastSearches.get(pathname) ?? {} };
}
