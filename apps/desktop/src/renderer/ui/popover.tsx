import type { ReactNode } from "react";
import { Popover as Radix } from "radix-ui";

interface PopoverProps {
  trigger: ReactNode;
  /** What it is about, for screen readers. */
  label: string;
  children: ReactNode;
}

export function Popover({ trigger, label, children }: PopoverProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className="z-30 w-[260px] animate-rise rounded-lg bg-raised shadow-raised outline-none"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
