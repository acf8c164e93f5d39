import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api } from "../../../server/api.ts";
import { usePollInterval } from "../../../server/live/live-state.ts";
import { DetailScreen } from "../../../ui/detail-screen.tsx";
import { ExecutorActivity } from "./executor-activity.tsx";
import { ExecutorButtons } from "./executor-buttons.tsx";
import { ExecutorFacts } from "./executor-facts.tsx";
import { KeyHistory } from "./key-history.tsx";

const ASK_EVERY_MS = 3_000;
const LIST = { to: "/o/$slug/executors", name: "Executors", all: "All executors" } as const;

interface ExecutorScreenProps {
  executorId: string;
  /** What happened to it. */
  events: ReactNode;
}

/** Everything about one executor. */
export function ExecutorScreen({ executorId, events }: ExecutorScreenProps) {
  const {
    data: executor,
    error,
    refetch,
  } = useQuery(api.executors.get.queryOptions({ id: executorId }, { refetchInterval: usePollInterval(ASK_EVERY_MS) }));
  return (
    <DetailScreen
      list={LIST}
      what="Executor"
      name={executor?.name}
      actions={executor !== undefined && <ExecutorButtons executor={executor} />}
      error={error}
      onRetry={() => void refetch()}
    >
      {executor !== undefined && (
        <>
          <ExecutorFacts executor={executor} />
          <ExecutorActivity executorId={executorId} />
          <KeyHistory executorId={executorId} />
          {events}
        </>
      )}
    </DetailScreen>
  );
}
