import type { ReactNode } from "react";
import { useQuery } from "@tanstack/react-query";
import { api } from "../../../server/api.ts";
import { usePollInterval } from "../../../server/live/live-state.ts";
import { DetailScreen } from "../../../ui/detail-screen.tsx";
import { KeyActivity } from "./key-activity.tsx";
import { KeyButtons } from "./key-buttons.tsx";
import { KeyExecutors } from "./key-executors.tsx";
import { KeyFacts } from "./key-facts.tsx";

const ASK_EVERY_MS = 3_000;
const LIST = { to: "/o/$slug/keys", name: "API keys", all: "All API keys" } as const;

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
  } = useQuery(api.apiKeys.get.queryOptions({ id: keyId }, { refetchInterval: usePollInterval(ASK_EVERY_MS) }));
  return (
    <DetailScreen
      list={LIST}
      what="API key"
      name={key?.name}
      actions={key !== undefined && <KeyButtons apiKey={key} />}
      error={error}
      onRetry={() => void refetch()}
    >
      {key !== undefined && (
        <>
          <KeyFacts apiKey={key} />
          <KeyExecutors apiKey={key} />
          <KeyActivity keyId={keyId} />
          {children}
        </>
      )}
    </DetailScreen>
  );
}
