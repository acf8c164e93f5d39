import { lazy, Suspense, useEffect, useState, type ReactNode } from "react";
import { useNavigate } from "@tanstack/react-router";
import { useGoToShortcuts } from "../features/shell/shortcuts/use-go-to.ts";
import { host } from "../host/host.ts";
import { isCovered, useCommandShortcut, useShortcut } from "../ui/use-shortcut.ts";
import { useCommands } from "./use-commands.ts";
import { usePaletteActs } from "./use-palette-acts.ts";

const CommandPalette = lazy(() => import("../features/shell/palette/command-palette.tsx"));
const HelpDialog = lazy(() => import("../features/shell/help/help-dialog.tsx"));
const NewOrganizationDialog = lazy(() => import("../features/organization/new-organization-dialog.tsx"));
const ShortcutsDialog = lazy(() => import("../features/shell/shortcuts/shortcuts-dialog.tsx"));

interface Openers {
  openPalette: () => void;
  openHelp: () => void;
  openShortcuts: () => void;
  openNewOrganization: () => void;
}

interface CommandCenterProps {
  /** Called with the slug of the organization to go to. */
  onSwitchOrganization: (slug: string) => void;
  onSignOut: () => void;
  /** What is shown below, with the ways to open what is shown above it. */
  children: (open: Openers) => ReactNode;
}

/** The palette, the list of shortcuts, the form for another organization, and the shortcuts that work on every screen. */
export function CommandCenter({ onSwitchOrganization, onSignOut, children }: CommandCenterProps) {
  const [open, setOpen] = useState<"palette" | "help" | "shortcuts" | "newOrganization" | null>(null);
  const navigate = useNavigate({ from: "/o/$slug" });
  const openPalette = () => setOpen("palette");
  const openHelp = () => setOpen("help");
  const openShortcuts = () => setOpen("shortcuts");
  const openNewOrganization = () => setOpen("newOrganization");
  const close = () => setOpen(null);
  const acts = usePaletteActs();
  const commands = useCommands({
    switchOrganization: onSwitchOrganization,
    showHelp: openHelp,
    showShortcuts: openShortcuts,
    newOrganization: openNewOrganization,
    signOut: onSignOut,
  });
  useGoToShortcuts();
  useCommandShortcut("k", openPalette);
  useShortcut("?", openShortcuts);
  useEffect(() => {
    if (host.kind !== "desktop") return;
    return host.onMenu((wish) => {
      if ((wish === "help" || wish === "shortcuts") && !isCovered()) setOpen(wish);
    });
  }, []);
  return (
    <>
      {children({ openPalette, openHelp, openShortcuts, openNewOrganization })}
      <Suspense>
        {open === "palette" && (
          <CommandPalette
            commands={commands}
            acts={acts}
            onClose={close}
            onOpenKey={(keyId) => void navigate({ to: "/o/$slug/keys/$keyId", params: { keyId } })}
            onOpenExecutor={(executorId) =>
              void navigate({ to: "/o/$slug/executors/$executorId", params: { executorId } })
            }
          />
        )}
        {open === "newOrganization" && <NewOrganizationDialog onClose={close} onCreated={onSwitchOrganization} />}
        {open === "help" && <HelpDialog onClose={close} onShowShortcuts={openShortcuts} />}
        {open === "shortcuts" && <ShortcutsDialog onClose={close} />}
      </Suspense>
    </>
  );
}
