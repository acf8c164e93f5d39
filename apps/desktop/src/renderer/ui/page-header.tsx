import type { ReactNode } from "react";

interface PageHeaderProps {
  title: ReactNode;
  /** The same in plain words, for the window and the tab. */
  windowTitle: string;
  /** Right behind the title. */
  aside?: ReactNode;
  /** At the right edge: what can be done here. A search field gives way where the window is narrow. */
  children?: ReactNode;
}

export function PageHeader({ title, windowTitle, aside, children }: PageHeaderProps) {
  return (
    <header className="flex min-h-[52px] shrink-0 items-center gap-x-3 gap-y-2 border-b border-line px-4 py-2 max-sm:flex-wrap">
      <title>{`${windowTitle} · Excalibur`}</title>
      <h1 className="min-w-0 truncate max-sm:basis-full text-lg font-semibold">{title}</h1>
      {aside}
      <div className="flex flex-1 items-center justify-end gap-2 max-sm:flex-wrap max-sm:justify-start">{children}</div>
    </header>
  );
}
