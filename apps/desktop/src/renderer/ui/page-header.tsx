import type { ReactNode } from "react";

interface PageHeaderProps {
  title: ReactNode;
  /** The same in plain words, for the window and the tab. */
  windowTitle: string;
  /** Right behind the title. */
  aside?: ReactNode;
  /** At the right edge: what can be done here. A search field gives way where the window is narrow. */
  children?: ReactNode;
  /** Whether nothing of that gives way: where it has no room beside the title, it stands below. */
  isFixed?: boolean;
}

export function PageHeader({ title, windowTitle, aside, children, isFixed = false }: PageHeaderProps) {
  const [wrap, edge] = isFixed
    ? ["flex-wrap justify-between", "flex-wrap"]
    : ["max-sm:flex-wrap", "flex-1 justify-end max-sm:flex-wrap max-sm:justify-start"];
  return (
    <header
      className={`flex min-h-[52px] shrink-0 items-center gap-x-3 gap-y-2 border-b border-line px-4 py-2 ${wrap}`}
    >
      <title>{`${windowTitle} · Excalibur`}</title>
      <h1 className="min-w-0 truncate max-sm:basis-full text-lg font-semibold">{title}</h1>
      {aside}
      <div className={`flex items-center gap-2 empty:hidden ${edge}`}>{children}</div>
    </header>
  );
}
