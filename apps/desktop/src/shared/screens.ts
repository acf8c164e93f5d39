import type { Permission } from "@excalibur/api/contract";

/** One screen of an organization. */
interface Screen {
  /** Its address below the organization's: `/o/acme` and this. */
  readonly path: `/${string}`;
  readonly name: string;
  /** The name of its icon; the renderer has the drawing. */
  readonly icon: string;
  /** Leads there after `g`; null for a screen that has none. */
  readonly key: string | null;
  /** The shortcut in the desktop's menu, in Electron's notation. */
  readonly accelerator: string;
  readonly seenBy: Permission;
  /** Whether it stands in the sidebar and the menu's list, or belongs to the account menu. */
  readonly section: "sidebar" | "account";
  /** What the ids of the records begin with that have a page below the screen; null where there are none. */
  readonly records: "key" | "exe" | null;
}

/**
 * Every screen of an organization, in the order of the sidebar. Router, sidebar, palette, shortcuts, the desktop's menu,
 * the check of links and the tests of screens read this list.
 */
export const SCREENS = [
  {
    path: "/overview",
    name: "Overview",
    icon: "layout-dashboard",
    key: "o",
    accelerator: "CmdOrCtrl+1",
    seenBy: "view",
    section: "sidebar",
    records: null,
  },
  {
    path: "/executors",
    name: "Executors",
    icon: "server",
    key: "e",
    accelerator: "CmdOrCtrl+2",
    seenBy: "view",
    section: "sidebar",
    records: "exe",
  },
  {
    path: "/keys",
    name: "API keys",
    icon: "key-round",
    key: "k",
    accelerator: "CmdOrCtrl+3",
    seenBy: "view",
    section: "sidebar",
    records: "key",
  },
  {
    path: "/events",
    name: "Events",
    icon: "activity",
    key: "v",
    accelerator: "CmdOrCtrl+4",
    seenBy: "view",
    section: "sidebar",
    records: null,
  },
  {
    path: "/audit",
    name: "Audit log",
    icon: "scroll-text",
    key: "a",
    accelerator: "CmdOrCtrl+5",
    seenBy: "view",
    section: "sidebar",
    records: null,
  },
  {
    path: "/members",
    name: "Members",
    icon: "users",
    key: "m",
    accelerator: "CmdOrCtrl+6",
    seenBy: "view",
    section: "sidebar",
    records: null,
  },
  {
    path: "/organization",
    name: "Organization",
    icon: "building-2",
    key: "r",
    accelerator: "CmdOrCtrl+7",
    seenBy: "view",
    section: "sidebar",
    records: null,
  },
  {
    path: "/notifications",
    name: "Notifications",
    icon: "bell-ring",
    key: "n",
    accelerator: "CmdOrCtrl+Shift+O",
    seenBy: "manageCredentials",
    section: "sidebar",
    records: null,
  },
  {
    path: "/policy",
    name: "Key policy",
    icon: "scale",
    key: "y",
    accelerator: "CmdOrCtrl+9",
    seenBy: "view",
    section: "sidebar",
    records: null,
  },
  {
    path: "/management-keys",
    name: "Management keys",
    icon: "terminal",
    key: "p",
    accelerator: "CmdOrCtrl+8",
    seenBy: "manageCredentials",
    section: "sidebar",
    records: null,
  },
  {
    path: "/incident",
    name: "A key leaked",
    icon: "siren",
    key: "i",
    accelerator: "CmdOrCtrl+Shift+L",
    seenBy: "manageCredentials",
    section: "sidebar",
    records: null,
  },
  {
    path: "/account",
    name: "Account",
    icon: "circle-user",
    key: null,
    accelerator: "CmdOrCtrl+,",
    seenBy: "view",
    section: "account",
    records: null,
  },
] as const satisfies readonly Screen[];

export type ScreenPath = (typeof SCREENS)[number]["path"];
export type ScreenIcon = (typeof SCREENS)[number]["icon"];

/** Those that stand in the sidebar. */
export const SIDEBAR_SCREENS = SCREENS.filter((screen) => screen.section === "sidebar");
