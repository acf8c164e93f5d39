import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Building2, CircleHelp, Keyboard, LogOut, Monitor, Moon, Plug, Plus, Server, Sun } from "lucide-react";
import { useKeyActions } from "../features/api-keys/change/key-actions.tsx";
import { useExecutorActions } from "../features/executors/change/executor-actions.tsx";
import type { Command } from "../features/shell/palette/commands.ts";
import { SCREEN_ICONS } from "../features/shell/screen-icons.ts";
import { useScreens } from "../components/use-screens.ts";
import { SCREENS } from "../../shared/screens.ts";
import { host } from "../host/host.ts";
import { useAccount, useMayManageKeys } from "../server/account.ts";
import { organizationsQuery } from "../server/organizations.ts";
import { chooseTheme, THEME_NAMES, THEMES } from "../theme/theme.ts";

const THEME_ICONS = { system: Monitor, light: Sun, dark: Moon } as const;

interface ShellActions {
  switchOrganization: (slug: string) => void;
  showHelp: () => void;
  showShortcuts: () => void;
  newOrganization: () => void;
  signOut: () => void;
}

/** The palette's commands for the signed-in user: only those that the role allows. */
export function useCommands({
  switchOrganization,
  showHelp,
  showShortcuts,
  newOrganization,
  signOut,
}: ShellActions): Command[] {
  const navigate = useNavigate({ from: "/o/$slug" });
  const { openNewKey } = useKeyActions();
  const { openConnect } = useExecutorActions();
  const mayManageKeys = useMayManageKeys();
  const screens = useScreens(SCREENS);
  const organizations = useQuery(organizationsQuery).data?.items ?? [];
  const here = useAccount()?.organization;
  const others = organizations.filter(({ id }) => id !== here?.id);

  const action = (id: string, rest: Omit<Command, "id" | "group">): Command => ({ id, group: "Actions", ...rest });
  return [
    ...screens.map(({ path, name, icon, key }): Command => ({
      id: path,
      group: "Go to",
      label: name,
      icon: SCREEN_ICONS[icon],
      ...(key === null ? {} : { keys: `G ${key.toUpperCase()}` }),
      run: () => navigate({ to: `/o/$slug${path}` }),
    })),
    ...(mayManageKeys
      ? [
          action("new-key", { label: "New key…", alias: "create API key", icon: Plus, run: openNewKey }),
          action("connect", { label: "Connect new executor…", alias: "new add", icon: Plug, run: openConnect }),
        ]
      : []),
    ...others.map(({ id, name, slug }) =>
      action(id, {
        label: `Switch to ${name}`,
        alias: "organization",
        icon: Building2,
        run: () => switchOrganization(slug),
      }),
    ),
    action("new-organization", { label: "New organization…", alias: "create", icon: Building2, run: newOrganization }),
    ...THEMES.map((theme) =>
      action(`theme-${theme}`, {
        label: `Theme: ${THEME_NAMES[theme].toLowerCase()}`,
        alias: "mode appearance",
        icon: THEME_ICONS[theme],
        run: () => chooseTheme(theme),
      }),
    ),
    action("help", { label: "Help", alias: "documentation guide how to", icon: CircleHelp, run: showHelp }),
    action("shortcuts", {
      label: "Keyboard shortcuts",
      alias: "keys",
      icon: Keyboard,
      keys: "?",
      run: showShortcuts,
    }),
    ...(host.kind === "desktop"
      ? [
          action("servers", {
            label: "Servers…",
            alias: "change address",
            icon: Server,
            run: () => navigate({ to: "/connect" }),
          }),
        ]
      : []),
    action("sign-out", { label: "Sign out", alias: "leave log out", icon: LogOut, run: signOut }),
  ];
}
