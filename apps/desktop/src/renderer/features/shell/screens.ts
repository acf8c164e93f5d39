import { KeyRound } from "lucide-react";

/** The screens there are, in the order of the sidebar. */
export const SCREENS = [{ to: "/keys", label: "API keys", icon: KeyRound }] as const;
