import { useId, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode, type RefObject } from "react";
import { Check } from "lucide-react";
import { Slot } from "radix-ui";
import { Menu as Radix } from "radix-ui/internal";
import { classNames } from "./class-names.ts";

const ITEM =
  "flex items-start gap-2.5 rounded-md px-2 py-1.5 outline-none select-none data-[highlighted]:bg-hover [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0";
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
 * A button and the menu it opens. Radix's dropdown would set up a dozen components for each menu that is shut, and a list
 * has one in every row; here the button stands alone until it is used.
 */
export function Menu({ trigger, ...menu }: MenuProps) {
  const id = useId();
  const button = useRef<HTMLElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [wasReached, setReached] = useState(false);
  // Looked up when it opens: while a page takes another's place, both have a main landmark, and one of them goes.
  const [landmark, setLandmark] = useState<HTMLElement | null>(null);

  const show = (shown: boolean) => {
    if (shown) setLandmark(document.querySelector("main"));
    setOpen(shown);
  };
  const openByPointer = (event: PointerEvent) => {
    if (event.button !== 0 || event.ctrlKey) return;
    setReached(true);
    show(!isOpen);
    // The menu takes the focus, not the button that opens it.
    if (!isOpen) event.preventDefault();
  };
  const openByKey = (event: KeyboardEvent) => {
    if (!OPENING_KEYS.includes(event.key)) return;
    show(true);
    event.preventDefault();
  };
  return (
    <>
      <Slot.Root
        ref={button}
        id={id}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        data-state={isOpen ? "open" : "closed"}
        onFocus={() => setReached(true)}
        onPointerDown={openByPointer}
        onKeyDown={openByKey}
      >
        {trigger}
      </Slot.Root>
      {wasReached && <MenuContent {...menu} {...{ button, id, landmark, isOpen }} onOpen={show} />}
    </>
  );
}

interface MenuContentProps extends Omit<MenuProps, "trigger"> {
  button: RefObject<HTMLElement | null>;
  /** Of the button. */
  id: string;
  landmark: HTMLElement | null;
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
}

function MenuContent({
  button,
  id,
  landmark,
  isOpen,
  onOpen,
  align = "start",
  side = "bottom",
  children,
  width = "min-w-[200px]",
}: MenuContentProps) {
  const wasLeftByPointer = useRef(false);
  const returnFocus = (event: Event) => {
    event.preventDefault();
    // Whoever pressed something else has put the focus there.
    if (!wasLeftByPointer.current) button.current?.focus();
    wasLeftByPointer.current = false;
  };
  // Not modal: the rest of the page stays readable to screen readers, and the menu is a part of its main landmark.
  return (
    <Radix.Root modal={false} open={isOpen} onOpenChange={onOpen}>
      <Radix.Anchor virtualRef={button} />
      <Radix.Portal container={landmark}>
        <Radix.Content
          aria-labelledby={id}
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={returnFocus}
          onInteractOutside={() => (wasLeftByPointer.current = true)}
          className={classNames(
            "z-30 max-h-(--radix-popper-available-height) max-w-[320px] animate-rise overflow-y-auto rounded-lg bg-raised p-1 shadow-raised",
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
