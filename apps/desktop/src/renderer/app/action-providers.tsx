import type { ReactNode } from "react";
import { KeyActionsProvider, useKeyActions } from "../features/api-keys/change/key-actions.tsx";
import { ExecutorActionsProvider } from "../features/executors/change/executor-actions.tsx";

/** The dialogs of keys and executors, above every screen. */
export function ActionProviders({ children }: { children: ReactNode }) {
  return (
    <KeyActionsProvider>
      <WithExecutorActions>{children}</WithExecutorActions>
    </KeyActionsProvider>
  );
}

/** An executor is given a new key by the keys' own dialog. */
function WithExecutorActions({ children }: { children: ReactNode }) {
  const { openNewKey } = useKeyActions();
  return <ExecutorActionsProvider onNewKey={openNewKey}>{children}</ExecutorActionsProvider>;
}
