import { lazy, Suspense, useState, type ReactNode } from "react";
import { useNavigate } from "@tanstack/react-router";
import { useGoToShortcuts } from "../features/shell/shortcuts/use-go-to.ts";
import { useCommandShortcut, useShortcut } from "../ui/use-shortcut.ts";
import { useCommands } from "./use-commands.ts";

const CommandPalette = lazy(() => import("../features/shell/palette/command-palette.tsx"));
const ShortcutsDialog = lazy(() => import("../features/shell/shortcuts/shortcuts-dialog.tsx"));

interface CommandCenterProps {
  onSwitchOrganization: (id: string) => void;
  onSignOut: () => void;
  /** What is shown below, with the ways to open the palette and the list of shortcuts. */
  children: (open: { openPalette: () => void; openShortcuts: () => void }) => ReactNode;
}

/** The palette, the list of shortcuts, and the shortcuts that work on every screen. */
export function CommandCenter({ onSwitchOrganization, onSignOut, children }: CommandCenterProps) {
  const [open, setOpen] = useState<"palette" | "shortcuts" | null>(null);
  const navigate = useNavigate();
  const openPalette = () => setOpen("palette");
  const openShortcuts = () => setOpen("shortcuts");
  const close = () => setOpen(null);
  const commands = useCommands({
    switchOrganization: onSwitchOrganization,
    showShortcuts: openShortcuts,
    signOut: onSignOut,
  });
  useGoToShortcuts();
  useCommandShortcut("k", openPalette);
  useShortcut("?", openShortcuts);
  return (
    <>
      {children({ openPalette, openShortcuts })}
      <Suspense>
        {open === "palette" && (
          <CommandPalette
            commands={commands}
            onClose={close}
            onOpenKey={(keyId) => void navigate({ to: "/keys/$keyId", params: { keyId } })}
          />
        )}
        {open === "shortcuts" && <ShortcutsDialog onClose={close} />}
      </Suspense>
    </>
  );
}
