import { useEffect } from "react";
import { defaultDays, usePolicy } from "../server/policy.ts";

/** Fills in the days that the policy names, once it is read and unless the user has typed some. */
export function useDefaultDays(isTyped: boolean, fill: (days: string) => void): void {
  const policy = usePolicy();
  const days = defaultDays(policy);
  useEffect(() => {
    if (!isTyped && days !== "") fill(days);
    // Runs only when the policy's default changes. `fill` is another function at each render, so it is no dependency.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [days]);
}
