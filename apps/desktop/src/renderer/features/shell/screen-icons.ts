import {
  Activity,
  BellRing,
  Building2,
  CircleUser,
  KeyRound,
  LayoutDashboard,
  Scale,
  ScrollText,
  Server,
  Siren,
  Terminal,
  Users,
  type LucideIcon,
} from "lucide-react";
import type { ScreenIcon } from "../../../shared/screens.ts";

/** The drawings of the screens' icons. */
export const SCREEN_ICONS: Readonly<Record<ScreenIcon, LucideIcon>> = {
  activity: Activity,
  "bell-ring": BellRing,
  "building-2": Building2,
  "circle-user": CircleUser,
  "key-round": KeyRound,
  "layout-dashboard": LayoutDashboard,
  scale: Scale,
  "scroll-text": ScrollText,
  server: Server,
  siren: Siren,
  terminal: Terminal,
  users: Users,
};
