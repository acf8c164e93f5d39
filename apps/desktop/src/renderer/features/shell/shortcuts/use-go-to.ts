import { useMemo } from "react";
import { useNavigate } from "@tanstack/react-router";
import { useKeySequence } from "../../../ui/use-shortcut.ts";
import { SIDEBAR_SCREENS } from "../../../../shared/screens.ts";

/** `g`, then a screen's key, goes to that screen. */
export function useGoToShortcuts(): void {
  const navigate = useNavigate({ from: "/o/$slug" });
  const screens = useMemo(
    () => new Map(SIDEBAR_SCREENS.map(({ key, path }) => [key as string, () => navigate({ to: `/o/$slug${path}` })])),
    [navigate],
  );
  useKeySequence("g", screens);
}
