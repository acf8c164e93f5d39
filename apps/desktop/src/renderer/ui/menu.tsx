import { useState, type ReactNode } from "react";
import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import { classNames } from "./class-names.ts";

const ITEM =
  "flex items-start gap-2.5 rounded-md px-2 py-1.5 outline-none select-none data-[highlighted]:bg-hover [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0";

export interface MenuProps {
  /** The button that opens the menu. */
  trigger: ReactNode;
  align?: "start" | "end";
  side?: "top" | "bottom";
  children: ReactNode;
  width?: string;
}

export function Menu({ trigger, align = "start", side = "bottom", children, width = "min-w-[200px]" }: MenuProps) {
  // Looked up when it opens: while a page takes another's place, both have a main landmark, and one of them goes.
  const [landmark, setLandmark] = useState<HTMLElement | null>(null);
  const note = (open: boolean) => open && setLandmark(document.querySelector("main"));
  // Not modal: the rest of the page stays readable to screen readers, and the menu is a part of its main landmark.
  return (
    <Radix.Root modal={false} onOpenChange={note}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal container={landmark}>
        <Radix.Content
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className={classNames(
            "z-30 max-h-(--radix-dropdown-menu-content-available-height) max-w-[320px] animate-rise overflow-y-auto rounded-lg bg-raised p-1 shadow-raised",
            width,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface MenuItemProps {
  icon?: ReactNode;
  onSelect: () => void;
  children: ReactNode;
  tone?: "plain" | "danger";
  /** Why it can't be chosen now. The item stays reachable, so that a screen reader finds the reason too. */
  unavailable?: string | undefined;
}

export function MenuItem({ icon, onSelect, children, tone = "plain", unavailable }: MenuItemProps) {
  const isAvailable = unavailable === undefined;
  return (
    <Radix.Item
      aria-disabled={!isAvailable || undefined}
      onSelect={(event) => (isAvailable ? onSelect() : event.preventDefault())}
      className={classNames(ITEM, tone === "danger" && isAvailable && "text-danger", !isAvailable && "text-muted")}
    >
      {icon}
      <span className="min-w-0 flex-1">
        {children}
        {!isAvailable && <span className="block text-sm text-muted">{unavailable}</span>}
      </span>
    </Radix.Item>
  );
}

interface MenuChoiceProps {
  value: string;
  children: ReactNode;
  /** Shown at the right edge, muted. */
  aside?: ReactNode;
}

export function MenuChoices({
  value,
  onChange,
  children,
}: {
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
}) {
  return (
    <Radix.RadioGroup value={value} onValueChange={onChange}>
      {children}
    </Radix.RadioGroup>
  );
}

export function MenuChoice({ value, children, aside }: MenuChoiceProps) {
  return (
    <Radix.RadioItem value={value} className={ITEM}>
      <span className="grid size-4 shrink-0 place-items-center pt-0.5 text-accent">
        <Radix.ItemIndicator>
          <Check aria-hidden className="size-3.5" />
        </Radix.ItemIndicator>
      </span>
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {aside !== undefined && <span className="text-muted">{aside}</span>}
    </Radix.RadioItem>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 pt-1.5 pb-1 text-sm text-muted">{children}</Radix.Label>;
}

export function MenuSeparator() {
  return <Radix.Separator className="mx-1 my-1 h-px bg-line" />;
}
