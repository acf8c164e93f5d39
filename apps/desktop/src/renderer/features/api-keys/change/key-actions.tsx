import { createContext, lazy, Suspense, use, useMemo, useState, type ReactNode } from "react";
import type { ApiKeyView, ExecutorView } from "@excalibur/api/contract";
import type { IssuedKey } from "../issue/issued-key.ts";
import type { SelectedKeys } from "./many/selected-keys.ts";

const NewKeyDialog = lazy(() => import("../issue/new-key-dialog.tsx"));
const SecretDialog = lazy(() => import("../issue/secret-dialog.tsx"));
const RotateDialog = lazy(() => import("./rotate-dialog.tsx"));
const RevokeDialog = lazy(() => import("./revoke-dialog.tsx"));
const RenewDialog = lazy(() => import("./renew-dialog.tsx"));
const PauseDialog = lazy(() => import("./pause-dialog.tsx"));
const ResumeDialog = lazy(() => import("./resume-dialog.tsx"));
const DetailsDialog = lazy(() => import("./key-details-dialog.tsx"));
const DeleteDialog = lazy(() => import("./delete-dialog.tsx"));
const RevokeManyDialog = lazy(() => import("./many/revoke-many-dialog.tsx"));
const RotateManyDialog = lazy(() => import("./many/rotate-many-dialog.tsx"));
const RenewManyDialog = lazy(() => import("./many/renew-many-dialog.tsx"));
const RotatedKeysDialog = lazy(() => import("./many/rotated-keys-dialog.tsx"));
const LabelManyDialog = lazy(() => import("./many/label-many-dialog.tsx"));
const DeleteManyDialog = lazy(() => import("./many/delete-many-dialog.tsx"));

interface KeyActions {
  /** @param executor the one it is made for, when that is known. */
  openNewKey: (executor?: ExecutorView) => void;
  openDetails: (key: ApiKeyView) => void;
  openRotate: (key: ApiKeyView) => void;
  openRenew: (key: ApiKeyView) => void;
  openRevoke: (key: ApiKeyView) => void;
  openPause: (key: ApiKeyView) => void;
  openResume: (key: ApiKeyView) => void;
  openDelete: (key: ApiKeyView) => void;
  openRevokeMany: (keys: SelectedKeys) => void;
  openRotateMany: (keys: SelectedKeys) => void;
  openRenewMany: (keys: SelectedKeys) => void;
  openLabelMany: (keys: SelectedKeys) => void;
  openDeleteMany: (keys: SelectedKeys) => void;
}

type OpenDialog =
  | { kind: "new"; executor: ExecutorView | null }
  | { kind: "details" | "rotate" | "renew" | "pause" | "resume" | "revoke" | "delete"; key: ApiKeyView }
  | { kind: "revokeMany" | "rotateMany" | "renewMany" | "labelMany" | "deleteMany"; keys: SelectedKeys };

const Actions = createContext<KeyActions | null>(null);

/** Opens the dialogs of keys, for every component that shows a key. */
export function useKeyActions(): KeyActions {
  const actions = use(Actions);
  if (actions === null) throw new Error("useKeyActions needs a KeyActionsProvider above it.");
  return actions;
}

/** Holds the dialogs above every screen: going to another one, or a screen that fails, closes none of them. */
export function KeyActionsProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState<OpenDialog | null>(null);
  const [issued, setIssued] = useState<readonly IssuedKey[]>([]);
  const actions = useMemo<KeyActions>(
    () => ({
      openNewKey: (executor) => setOpen({ kind: "new", executor: executor ?? null }),
      openDetails: (key) => setOpen({ kind: "details", key }),
      openRotate: (key) => setOpen({ kind: "rotate", key }),
      openRenew: (key) => setOpen({ kind: "renew", key }),
      openRevoke: (key) => setOpen({ kind: "revoke", key }),
      openPause: (key) => setOpen({ kind: "pause", key }),
      openResume: (key) => setOpen({ kind: "resume", key }),
      openDelete: (key) => setOpen({ kind: "delete", key }),
      openRevokeMany: (keys) => setOpen({ kind: "revokeMany", keys }),
      openRotateMany: (keys) => setOpen({ kind: "rotateMany", keys }),
      openRenewMany: (keys) => setOpen({ kind: "renewMany", keys }),
      openLabelMany: (keys) => setOpen({ kind: "labelMany", keys }),
      openDeleteMany: (keys) => setOpen({ kind: "deleteMany", keys }),
    }),
    [],
  );
  const close = () => setOpen(null);
  const showIssued = (keys: readonly IssuedKey[]) => {
    setOpen(null);
    setIssued(keys);
  };
  const showOne = (key: IssuedKey) => showIssued([key]);
  const forgetIssued = () => {
    for (const { secret } of issued) secret.forget();
    setIssued([]);
  };
  return (
    <Actions value={actions}>
      {children}
      <Suspense>
        {open?.kind === "new" && <NewKeyDialog target={open.executor} onClose={close} onIssued={showOne} />}
        {open?.kind === "details" && <DetailsDialog apiKey={open.key} onClose={close} />}
        {open?.kind === "rotate" && <RotateDialog apiKey={open.key} onClose={close} onIssued={showOne} />}
        {open?.kind === "renew" && <RenewDialog apiKey={open.key} onClose={close} />}
        {open?.kind === "revoke" && <RevokeDialog apiKey={open.key} onClose={close} />}
        {open?.kind === "pause" && <PauseDialog apiKey={open.key} onClose={close} />}
        {open?.kind === "resume" && <ResumeDialog apiKey={open.key} onClose={close} />}
        {open?.kind === "delete" && <DeleteDialog apiKey={open.key} onClose={close} />}
        {open?.kind === "revokeMany" && <RevokeManyDialog keys={open.keys} onClose={close} />}
        {open?.kind === "rotateMany" && <RotateManyDialog keys={open.keys} onClose={close} onIssued={showIssued} />}
        {open?.kind === "renewMany" && <RenewManyDialog keys={open.keys} onClose={close} />}
        {open?.kind === "labelMany" && <LabelManyDialog keys={open.keys} onClose={close} />}
        {open?.kind === "deleteMany" && <DeleteManyDialog keys={open.keys} onClose={close} />}
        {issued.length === 1 && issued[0] !== undefined && <SecretDialog issued={issued[0]} onStored={forgetIssued} />}
        {issued.length > 1 && <RotatedKeysDialog issued={issued} onStored={forgetIssued} />}
      </Suspense>
    </Actions>
  );
}
