import { Activity, Building2, KeyRound, LayoutDashboard, ScrollText, Server, Users } from "lucide-react";

/** The screens there are, in the order of the sidebar; `key` leads there after `g`. */
export const SCREENS = [
  { to: "/overview", label: "Overview", icon: LayoutDashboard, key: "o" },
  { to: "/executors", label: "Executors", icon: Server, key: "e" },
  { to: "/keys", label: "API keys", icon: KeyRound, key: "k" },
  { to: "/events", label: "Events", icon: Activity, key: "v" },
  { to: "/audit", label: "Audit log", icon: ScrollText, key: "a" },
  { to: "/members", label: "Members", icon: Users, key: "m" },
  { to: "/organization", label: "Organization", icon: Building2, key: "r" },
] as const;
