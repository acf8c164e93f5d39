import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { RelativeTime } from "../time/time-text.tsx";
import { classNames } from "../ui/class-names.ts";

interface ExecutorLineProps {
  executor: { id: string; name: string; lastSeenAt: Date };
  /** Below its name. */
  note?: ReactNode;
  className?: string;
  /** Whether its name leads to its page; not inside a question that is to be answered first. */
  isLink?: boolean;
}

/** An executor and when it was last seen, on one line. */
export function ExecutorLine({ executor, note, className, isLink = false }: ExecutorLineProps) {
  return (
    <li className={classNames("flex items-center justify-between gap-4", className)}>
      <span className="flex min-w-0 flex-col">
        {isLink ? <ExecutorLink {...executor} /> : <span className="truncate font-medium">{executor.name}</span>}
        {note}
      </span>
      <span className="shrink-0 text-muted">
        last seen <RelativeTime at={executor.lastSeenAt} />
      </span>
    </li>
  );
}

/** Leads to an executor's page. */
export function ExecutorLink({ id, name }: { id: string; name: string }) {
  return (
    <Link
      from="/o/$slug"
      to="/o/$slug/executors/$executorId"
      params={{ executorId: id }}
      className="truncate rounded-sm font-medium hover:underline hover:underline-offset-2"
    >
      {name}
    </Link>
  );
}
