import type { ReactNode } from "react";
import { Tooltip as Radix } from "radix-ui";

const DELAY_MS = 350;

export function TooltipProvider({ children }: { children: ReactNode }) {
  return (
    <Radix.Provider delayDuration={DELAY_MS} disableHoverableContent>
      {children}
    </Radix.Provider>
  );
}

/** Says more about one element while the pointer or the focus is on it. */
export function Tooltip({ text, children }: { text: ReactNode; children: ReactNode }) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-w-[280px] animate-appear rounded-md bg-ink px-2 py-1 text-sm text-surface"
        >
          {text}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
