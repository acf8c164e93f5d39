import { KeyRound, ScrollText } from "lucide-react";

/** The screens there are, in the order of the sidebar; `key` leads there after `g`. */
export const SCREENS = [
  { to: "/keys", label: "API keys", icon: KeyRound, key: "k" },
  { to: "/audit", label: "Audit log", icon: ScrollText, key: "a" },
] as const;
