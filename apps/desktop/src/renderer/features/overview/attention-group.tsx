import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "../../ui/class-names.ts";

interface AttentionGroupProps {
  icon: LucideIcon;
  title: string;
  /** How many there are in all. */
  total: number;
  /** As far as they are counted. */
  countsTo: number;
  tone: "danger" | "caution" | "plain";
  /** A picture above the rows. */
  picture?: ReactNode;
  /** Leads to the list of all of them. */
  all: ReactNode;
  children: ReactNode;
}

const TONES = { danger: "text-danger", caution: "text-caution", plain: "text-muted" } as const;

/** Things of one sort that need attention, each leading to its row. Nothing at all while there are none. */
export function AttentionGroup({
  icon: Icon,
  title,
  total,
  countsTo,
  tone,
  picture,
  all,
  children,
}: AttentionGroupProps) {
  if (total === 0) return null;
  return (
    <section aria-label={title} className="rounded-lg border border-line">
      <header className="flex min-h-10 items-center gap-2 border-b border-line px-4 py-1">
        <Icon aria-hidden className={classNames("size-4 shrink-0", TONES[tone])} />
        <h3 className="min-w-0 font-semibold text-pretty">{title}</h3>
        <span className="shrink-0 text-muted tabular-nums">
          {total >= countsTo ? `${countsTo.toLocaleString("en")} or more` : total.toLocaleString("en")}
        </span>
        <span className="ml-auto shrink-0 text-muted">{all}</span>
      </header>
      {picture}
      <ul className="py-1">{children}</ul>
    </section>
  );
}

/** The row's name as a link, and its details. */
export function AttentionRow({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <li className="flex min-h-8 flex-wrap items-center justify-between gap-x-4 px-4 max-sm:py-1">
      <span className="flex max-w-full min-w-[30%]">{name}</span>
      <span className="max-w-full truncate text-muted max-sm:whitespace-normal max-sm:[overflow-wrap:anywhere]">
        {children}
      </span>
    </li>
  );
}
