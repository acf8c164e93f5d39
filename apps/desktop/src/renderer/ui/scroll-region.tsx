import type { ReactNode } from "react";

interface ScrollRegionProps {
  /** What is in it, for screen readers. */
  label: string;
  className: string;
  children: ReactNode;
}

/** Content that may be taller than its place. It takes the focus, so that the keyboard can scroll it too. */
export function ScrollRegion({ label, className, children }: ScrollRegionProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- without focus the keyboard could not scroll it
    <div role="group" aria-label={label} tabIndex={0} className={`overflow-auto ${className}`}>
      {children}
    </div>
  );
}
