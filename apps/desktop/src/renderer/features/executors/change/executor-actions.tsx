import type { ExecutorView } from "@excalibur/api/contract";
import { createContext, lazy, Suspense, use, useMemo, useState, type ReactNode } from "react";

const ConnectDialog = lazy(() => import("../connect/connect-dialog.tsx"));
const RevokeAccessDialog = lazy(() => import("./revoke-access-dialog.tsx"));
const RenewDialog = lazy(() => import("./renew-dialog.tsx"));
const DetailsDialog = lazy(() => import("./executor-details-dialog.tsx"));
const DeleteExecutorDialog = lazy(() => import("./delete-executor-dialog.tsx"));

interface ExecutorActions {
  openConnect: () => void;
  openNewKey: (executor: ExecutorView) => void;
  openDetails: (executor: ExecutorView) => void;
  openRenew: (executor: ExecutorView) => void;
  openRevokeAccess: (executor: ExecutorView) => void;
  openDelete: (executor: ExecutorView) => void;
}

type OpenDialog =
  | { kind: "connect" }
  | { kind: "details" | "renew" | "revokeAccess" | "delete"; executor: ExecutorView };

const Actions = createContext<ExecutorActions | null>(null);

/** Opens the dialogs of executors, for every component that shows an executor. */
export function useExecutorActions(): ExecutorActions {
  const actions = use(Actions);
  if (actions === null) throw new Error("useExecutorActions needs an ExecutorActionsProvider above it.");
  return actions;
}

interface ExecutorActionsProviderProps {
  /** Opens the dialog of a new key that is made for an executor. */
  onNewKey: (executor: ExecutorView) => void;
  children: ReactNode;
}

/** Holds the dialogs above every screen: going to another one, or a screen that fails, closes none of them. */
export function ExecutorActionsProvider({ onNewKey, children }: ExecutorActionsProviderProps) {
  const [open, setOpen] = useState<OpenDialog | null>(null);
  const actions = useMemo<ExecutorActions>(
    () => ({
      openConnect: () => setOpen({ kind: "connect" }),
      openNewKey: onNewKey,
      openDetails: (executor) => setOpen({ kind: "details", executor }),
      openRenew: (executor) => setOpen({ kind: "renew", executor }),
      openRevokeAccess: (executor) => setOpen({ kind: "revokeAccess", executor }),
      openDelete: (executor) => setOpen({ kind: "delete", executor }),
    }),
    [onNewKey],
  );
  const close = () => setOpen(null);
  return (
    <Actions value={actions}>
      {children}
      <Suspense>
        {open?.kind === "connect" && <ConnectDialog onClose={close} />}
        {open?.kind === "details" && <DetailsDialog executor={open.executor} onClose={close} />}
        {open?.kind === "renew" && <RenewDialog executor={open.executor} onClose={close} />}
        {open?.kind === "revokeAccess" && <RevokeAccessDialog executor={open.executor} onClose={close} />}
        {open?.kind === "delete" && <DeleteExecutorDialog executor={open.executor} onClose={close} />}
      </Suspense>
    </Actions>
  );
}
