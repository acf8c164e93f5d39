import { commandKeys } from "../../../ui/command-key.ts";
import { SIDEBAR_SCREENS } from "../../../../shared/screens.ts";

interface Shortcut {
  /** Pressed one after the other. */
  keys: readonly string[];
  does: string;
}

/** Every shortcut there is, by where it works. */
export const SHORTCUTS: Readonly<Record<string, readonly Shortcut[]>> = {
  Anywhere: [
    { keys: [commandKeys("K")], does: "Search and run commands" },
    { keys: ["?"], does: "Show these shortcuts" },
    { keys: ["Esc"], does: "Close what is open" },
  ],
  "In a list": [
    { keys: ["/"], does: "Search" },
    { keys: ["N"], does: "New key, connect new executor" },
    { keys: ["↓"], does: "Next row" },
    { keys: ["↑"], does: "Previous row" },
    { keys: ["Enter"], does: "Open the row" },
    { keys: ["X"], does: "Select the row" },
    { keys: ["R"], does: "Revoke what is selected" },
    { keys: ["T"], does: "Rotate what is selected" },
    { keys: ["D"], does: "Delete what is selected" },
  ],
  "Go to": SIDEBAR_SCREENS.map(({ key, name }) => ({ keys: ["G", key.toUpperCase()], does: name })),
};
