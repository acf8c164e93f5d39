import { useMemo } from "react";
import { useNavigate } from "@tanstack/react-router";
import { useKeySequence } from "../../../ui/use-shortcut.ts";
import { SCREENS } from "../screens.ts";

/** `g`, then a screen's key, goes to that screen. */
export function useGoToShortcuts(): void {
  const navigate = useNavigate();
  const screens = useMemo(
    () => new Map(SCREENS.map(({ key, to }) => [key as string, () => navigate({ to })])),
    [navigate],
  );
  useKeySequence("g", screens);
}
