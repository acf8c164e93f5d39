import type { ReactNode } from "react";
import { Popover as Radix } from "radix-ui";
import { hasFocusMovedOn } from "./return-focus.ts";

interface PopoverProps {
  trigger: ReactNode;
  /** What it is about, for screen readers. */
  label: string;
  children: ReactNode;
  /** Whether it is open, where more than its trigger decides that. */
  open?: boolean;
  onOpen?: (open: boolean) => void;
}

export function Popover({ trigger, label, children, open, onOpen }: PopoverProps) {
  return (
    <Radix.Root {...(open === undefined ? {} : { open })} {...(onOpen === undefined ? {} : { onOpenChange: onOpen })}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={(event) => hasFocusMovedOn() && event.preventDefault()}
          className="z-30 w-[260px] animate-rise rounded-lg bg-raised shadow-raised outline-none"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
