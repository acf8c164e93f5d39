import type { ReactNode } from "react";
import { RefreshCw, SearchX, ServerOff, ShieldX, TriangleAlert } from "lucide-react";
import { isMissing, mayPass, type Failure } from "../server/failure.ts";
import { describeFailure } from "../server/describe-failure.ts";
import { Button } from "./button.tsx";

interface FailureViewProps {
  failure: Failure;
  /** Offered where it may help. */
  onRetry?: () => void;
  /** The level of its heading: the first where it stands in for a whole screen. */
  heading?: "h1" | "h2";
  /** Another way out, such as choosing another server. */
  children?: ReactNode;
}

/** Fills the place of what could not be shown: what happened, and what can be done. */
export function FailureView({ failure, onRetry, heading: Heading = "h2", children }: FailureViewProps) {
  const { title, detail } = describeFailure(failure);
  const Icon = ICONS[sortOf(failure)];
  return (
    <div role="alert" className="grid h-full place-items-center p-8">
      <div className="max-w-[400px] text-center">
        <Icon aria-hidden className="mx-auto size-7 text-muted" strokeWidth={1.5} />
        <Heading className="mt-3 text-lg font-semibold">{title}</Heading>
        <p className="mt-1 text-pretty text-muted">{detail}</p>
        {mayPass(failure) && <p className="mt-1 text-muted">It is tried again every few seconds.</p>}
        <div className="mt-4 flex justify-center gap-2">
          {onRetry !== undefined && !isMissing(failure) && (
            <Button onClick={onRetry}>
              <RefreshCw aria-hidden className="size-3.5" />
              Try again
            </Button>
          )}
          {children}
        </div>
      </div>
    </div>
  );
}

const ICONS = { silence: ServerOff, missing: SearchX, rights: ShieldX, other: TriangleAlert } as const;

function sortOf(failure: Failure): keyof typeof ICONS {
  if (failure.kind === "unreachable" || failure.kind === "notExcalibur") return "silence";
  if (isMissing(failure)) return "missing";
  return isAboutRights(failure) ? "rights" : "other";
}

function isAboutRights(failure: Failure): boolean {
  return failure.kind === "refused" && (failure.reason === "not_permitted" || failure.reason === "no_organization");
}
