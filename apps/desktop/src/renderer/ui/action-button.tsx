import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { Tooltip } from "./tooltip.tsx";

interface ActionButtonProps {
  /** Why it can't be used now; undefined when it can. */
  unavailable: string | undefined;
  onClick: () => void;
  children: ReactNode;
}

/** A button that stays reachable while it can't be used, so that pointer and keyboard alike find the reason. */
export function ActionButton({ unavailable, onClick, children }: ActionButtonProps) {
  if (unavailable === undefined) return <Button onClick={onClick}>{children}</Button>;
  return (
    <Tooltip text={unavailable}>
      <Button aria-disabled className="text-muted hover:bg-surface">
        {children}
      </Button>
    </Tooltip>
  );
}
