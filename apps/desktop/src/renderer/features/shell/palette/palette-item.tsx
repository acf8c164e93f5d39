import { Command as Cmdk } from "cmdk";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { KeyboardHint } from "../../../ui/keyboard-hint.tsx";

export function PaletteGroup({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Cmdk.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-sm [&_[cmdk-group-heading]]:text-muted"
    >
      {children}
    </Cmdk.Group>
  );
}

interface PaletteItemProps {
  id: string;
  icon: LucideIcon;
  onSelect: () => void;
  children: ReactNode;
  /** Shown at the right edge, muted. */
  aside?: ReactNode;
  /** The keys that do the same. */
  keys?: string | undefined;
}

export function PaletteItem({ id, icon: Icon, onSelect, children, aside, keys }: PaletteItemProps) {
  return (
    <Cmdk.Item
      value={id}
      onSelect={onSelect}
      className="flex h-9 items-center gap-2.5 rounded-md px-2.5 select-none data-[selected=true]:bg-hover"
    >
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {aside !== undefined && <span className="shrink-0 text-sm text-muted">{aside}</span>}
      {keys !== undefined && <KeyboardHint>{keys}</KeyboardHint>}
    </Cmdk.Item>
  );
}
