import type { ReactNode } from "react";
import { Mark } from "./mark.tsx";

interface EntryLayoutProps {
  title: string;
  children: ReactNode;
  lead?: ReactNode;
  /** Below the card, for where else one could go. */
  footer?: ReactNode;
}

/** The one card in the middle that everything before the app itself is shown on. */
export function EntryLayout({ title, lead, children, footer }: EntryLayoutProps) {
  return (
    <main className="grid h-full place-items-center overflow-y-auto p-6">
      <title>{title}</title>
      <div className="w-full max-w-[400px]">
        <div className="mb-6 flex flex-col items-center gap-3 text-center">
          <Mark className="size-11" />
          <div>
            <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
            {lead !== undefined && <p className="mt-1 text-balance text-muted">{lead}</p>}
          </div>
        </div>
        <div className="rounded-xl bg-surface p-6 shadow-raised">{children}</div>
        {footer !== undefined && <div className="mt-4 text-center text-sm text-muted">{footer}</div>}
      </div>
    </main>
  );
}
