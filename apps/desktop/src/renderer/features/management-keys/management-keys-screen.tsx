import type { ManagementKeyView } from "@excalibur/api/contract";
import { useLocation } from "@tanstack/react-router";
import { Plus, SquareTerminal } from "lucide-react";
import { useState } from "react";
import type { OneTimeSecret } from "../../components/one-time-secret/one-time-secret.ts";
import { useMayManageKeys } from "../../server/account.ts";
import { Button } from "../../ui/button.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { ConfirmLoginDialog } from "./confirm-login-dialog.tsx";
import { ManagementKeySecretDialog } from "./management-key-secret-dialog.tsx";
import { ManagementKeysTable } from "./management-keys-table.tsx";
import { NewManagementKeyDialog } from "./new-management-key-dialog.tsx";
import { RevokeManagementKeyDialog } from "./revoke-management-key-dialog.tsx";

/** What is open above the table; one thing at a time. */
type Open =
  | { kind: "new" }
  | { kind: "login" }
  | { kind: "secret"; managementKey: ManagementKeyView; secret: OneTimeSecret }
  | { kind: "revoke"; managementKey: ManagementKeyView };

/** The keys by which programs manage the organization. */
export function ManagementKeysScreen() {
  const mayManage = useMayManageKeys();
  const { hash } = useLocation();
  // The address that `excalibur login` shows.
  const [open, setOpen] = useState<Open | null>(hash === "login" && mayManage ? { kind: "login" } : null);
  const close = () => setOpen(null);
  return (
    <div className="flex h-full flex-col">
      <PageHeader title="Management keys" windowTitle="Management keys">
        {mayManage && (
          <>
            <Button onClick={() => setOpen({ kind: "login" })}>
              <SquareTerminal aria-hidden className="size-4" />
              Confirm a login
            </Button>
            <Button look="primary" onClick={() => setOpen({ kind: "new" })}>
              <Plus aria-hidden className="size-4" />
              New management key
            </Button>
          </>
        )}
      </PageHeader>
      <div className="min-h-0 flex-1 overflow-y-auto pb-8">
        <p className="max-w-[720px] px-4 py-3 text-muted">
          With a management key a script or a program manages this organization, by the command <code>
            excalibur
          </code>{" "}
          or the API. It does what its scopes allow, never more than the person who created it may do at that moment,
          and it can’t change members, the organization or management keys.
        </p>
        <ManagementKeysTable
          mayManage={mayManage}
          onRevoke={(managementKey) => setOpen({ kind: "revoke", managementKey })}
        />
      </div>
      {open?.kind === "login" && <ConfirmLoginDialog onClose={close} />}
      {open?.kind === "new" && (
        <NewManagementKeyDialog
          onClose={close}
          onIssued={(managementKey, secret) => setOpen({ kind: "secret", managementKey, secret })}
        />
      )}
      {open?.kind === "secret" && (
        <ManagementKeySecretDialog
          managementKey={open.managementKey}
          secret={open.secret}
          onStored={() => {
            open.secret.forget();
            close();
          }}
        />
      )}
      {open?.kind === "revoke" && <RevokeManagementKeyDialog managementKey={open.managementKey} onClose={close} />}
    </div>
  );
}
