import type { LucideIcon } from "lucide-react";

/** Something the palette can do. */
export interface Command {
  id: string;
  group: "Go to" | "Actions";
  label: string;
  icon: LucideIcon;
  /** Another word that finds it. */
  alias?: string;
  /** The keys that do the same without the palette. */
  keys?: string;
  run: () => unknown;
}

/** The commands that hold every word typed, in their name or in what else they are called; all of them for none. */
export function matchingCommands<Found extends Pick<Command, "label" | "alias" | "group">>(
  commands: readonly Found[],
  typed: string,
): Found[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return commands.filter(({ group, label, alias = "" }) => {
    const text = ` ${group} ${label} ${alias}`.toLowerCase();
    return words.every((word) => text.includes(` ${word}`));
  });
}
