import type { ReactNode } from "react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { api } from "../../../server/api.ts";
import { readFailure } from "../../../server/failure.ts";
import { FailureView } from "../../../ui/failure-view.tsx";
import { PageHeader } from "../../../ui/page-header.tsx";
import { KeyButtons } from "./key-buttons.tsx";
import { KeyExecutors } from "./key-executors.tsx";
import { KeyFacts } from "./key-facts.tsx";

const LIVE_EVERY_MS = 3_000;

interface KeyScreenProps {
  keyId: string;
  /** Below what is known of the key: its history. */
  children: ReactNode;
}

/** Everything about one key. */
export function KeyScreen({ keyId, children }: KeyScreenProps) {
  const {
    data: key,
    error,
    refetch,
  } = useQuery(api.apiKeys.get.queryOptions({ id: keyId }, { refetchInterval: LIVE_EVERY_MS }));
  return (
    <div className="flex h-full flex-col">
      <PageHeader
        windowTitle={key?.name ?? "API key"}
        title={
          <span className="flex min-w-0 items-center gap-1.5">
            <Link to="/keys" className="shrink-0 rounded-sm text-muted hover:text-ink">
              API keys
            </Link>
            <ChevronRight aria-hidden className="size-4 shrink-0 text-muted" />
            <bdi className="truncate">{key?.name ?? "…"}</bdi>
          </span>
        }
      >
        {key !== undefined && <KeyButtons apiKey={key} />}
      </PageHeader>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {key !== undefined ? (
          <div className="max-w-[760px] space-y-8 px-6 py-6">
            <KeyFacts apiKey={key} />
            <KeyExecutors apiKey={key} />
            {children}
          </div>
        ) : (
          error !== null && (
            <FailureView failure={readFailure(error)} onRetry={() => void refetch()}>
              <Link to="/keys" className="inline-flex h-8 items-center px-3 underline underline-offset-2">
                All API keys
              </Link>
            </FailureView>
          )
        )}
      </div>
    </div>
  );
}
