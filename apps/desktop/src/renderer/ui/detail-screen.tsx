import { Link, type LinkProps } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { isMissing, readFailure } from "../server/failure.ts";
import { buttonClasses } from "./button.tsx";
import { useListAddress } from "./list-address.ts";
import { FailureView } from "./failure-view.tsx";
import { PageHeader } from "./page-header.tsx";

interface DetailScreenProps {
  /** The list it belongs to: where it is, what it is called, and what all of it is called. */
  list: { to: NonNullable<LinkProps["to"]>; name: string; all: string };
  /** What it is, while its name is on its way. */
  what: string;
  /** Undefined while it is on its way. */
  name: string | undefined;
  actions: ReactNode;
  /** Why it could not be read; null when it could. Shown while there is nothing else to show. */
  error: unknown;
  onRetry: () => void;
  /** Everything about it; undefined while it is on its way. */
  children: ReactNode;
}

/** The page of one thing out of a list. */
export function DetailScreen({ list, what, name, actions, error, onRetry, children }: DetailScreenProps) {
  const address = useListAddress(list.to);
  const failure = error === null ? null : readFailure(error);
  const isThere = name !== undefined && (failure === null || !isMissing(failure));
  return (
    <div className="flex h-full flex-col">
      <PageHeader
        isFixed
        windowTitle={name ?? what}
        title={
          <span className="flex min-w-0 items-center gap-1.5">
            <Link {...address} className="shrink-0 rounded-sm text-muted hover:text-ink">
              {list.name}
            </Link>
            {(name !== undefined || failure === null) && (
              <>
                <ChevronRight aria-hidden className="size-4 shrink-0 text-muted" />
                <bdi className="truncate">{name ?? "…"}</bdi>
              </>
            )}
          </span>
        }
      >
        {isThere && actions}
      </PageHeader>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {isThere ? (
          <div className="max-w-[760px] space-y-8 px-6 py-6 max-sm:px-4">{children}</div>
        ) : (
          failure !== null && (
            <FailureView failure={failure} onRetry={onRetry}>
              <Link {...address} className={buttonClasses()}>
                {list.all}
              </Link>
            </FailureView>
          )
        )}
      </div>
    </div>
  );
}
