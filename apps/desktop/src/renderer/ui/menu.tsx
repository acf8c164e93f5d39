import { use, useLayoutEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from "react";
import { Check } from "lucide-react";
import { DropdownMenu as Radix, Slot } from "radix-ui";
import { classNames } from "./class-names.ts";
import { Reached } from "./reached.ts";
import { hasFocusMovedOn } from "./return-focus.ts";

const ITEM =
  "flex items-start gap-2.5 rounded-md px-2 py-1.5 outline-none select-none data-[highlighted]:bg-hover [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0";
const DIALOG = "[role=dialog],[role=alertdialog]";
const OPENING_KEYS = ["Enter", " ", "ArrowDown"];

export interface MenuProps {
  /** The button that opens the menu. */
  trigger: ReactNode;
  align?: "start" | "end";
  side?: "top" | "bottom";
  children: ReactNode;
  width?: string;
}

/**
 * A button and the menu it opens. In a long list the menu is set up once its row is reached: until then the button stands
 * alone, and what is done to it first is done to the one that takes its place.
 */
export function Menu({ trigger, ...menu }: MenuProps) {
  const isRowReached = use(Reached);
  const [isOpen, setOpen] = useState(false);
  const [isReached, setReached] = useState(false);
  /** What the menu becomes a part of: the dialog around the button, or the page's content. */
  const [container, setContainer] = useState<HTMLElement | null>(null);
  const hadFocus = useRef(false);
  const button = useRef<HTMLButtonElement>(null);
  const isSetUp = isRowReached || isReached;
  useLayoutEffect(() => {
    if (isSetUp && hadFocus.current) button.current?.focus();
    hadFocus.current = false;
  }, [isSetUp]);

  const open = (from: Element | null) => {
    // Looked up now: while a page takes another's container, both have a main landmark, and one of them goes.
    setContainer(from?.closest<HTMLElement>(DIALOG) ?? document.querySelector("main"));
    setOpen(true);
  };
  const openAtOnce = (event: PointerEvent | KeyboardEvent) => {
    event.preventDefault();
    setReached(true);
    open(event.currentTarget);
  };
  if (!isSetUp) {
    return (
      <Slot.Root
        aria-haspopup="menu"
        aria-expanded={false}
        onFocus={() => (hadFocus.current = true)}
        onPointerDown={(event) => event.button === 0 && !event.ctrlKey && openAtOnce(event)}
        onKeyDown={(event) => OPENING_KEYS.includes(event.key) && openAtOnce(event)}
      >
        {trigger}
      </Slot.Root>
    );
  }
  // Not modal: the rest of the page stays readable to screen readers, and the menu is a part of its main landmark.
  return (
    <Radix.Root modal={false} open={isOpen} onOpenChange={(opens) => (opens ? open(button.current) : setOpen(false))}>
      <Radix.Trigger ref={button} asChild>
        {trigger}
      </Radix.Trigger>
      {isOpen && <MenuContent {...menu} container={container} />}
    </Radix.Root>
  );
}

function MenuContent({
  container,
  align = "start",
  side = "bottom",
  children,
  width = "min-w-[200px]",
}: Omit<MenuProps, "trigger"> & { container: HTMLElement | null }) {
  return (
    <Radix.Portal container={container}>
      <Radix.Content
        align={align}
        side={side}
        sideOffset={4}
        collisionPadding={8}
        onCloseAutoFocus={(event) => hasFocusMovedOn() && event.preventDefault()}
        className={classNames(
          "z-30 max-h-(--radix-popper-available-height) max-w-[320px] animate-rise overflow-y-auto rounded-lg bg-raised p-1 shadow-raised",
          width,
        )}
      >
        {children}
      </Radix.Content>
    </Radix.Portal>
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
