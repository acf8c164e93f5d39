import { useRef, useState } from "react";
import { UserPlus } from "lucide-react";
import { ExportListMenu } from "../../lists/export/export-menu.tsx";
import { useMay } from "../../server/account.ts";
import { apiClient } from "../../server/api.ts";
import { Button } from "../../ui/button.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { HandedLinkDialog, invitationWasMade, type HandedInvitation } from "./handed-invitation.tsx";
import { InvitationsTable } from "./invitations-table.tsx";
import { MemberDialogs } from "./member-dialogs.tsx";
import { MembersTable } from "./members-table.tsx";
import type { OpenDialog } from "./open-dialog.ts";
import { useRowKeys } from "./use-row-keys.ts";

/** Who belongs to the organization, as what, and who is invited. */
export function MembersScreen() {
  const mayManage = useMay("manageMembers");
  const rows = useRef<HTMLDivElement>(null);
  useRowKeys(rows);
  const [open, setOpen] = useState<OpenDialog | null>(null);
  const [handed, setHanded] = useState<HandedInvitation | null>(null);
  return (
    <div className="flex h-full flex-col">
      <PageHeader title="Members" windowTitle="Members">
        <ExportListMenu list="members" filter={{}} readOne={() => apiClient.members.list.query()} />
        {mayManage && (
          <Button look="primary" onClick={() => setOpen({ kind: "invite" })}>
            <UserPlus aria-hidden className="size-4" />
            Invite
          </Button>
        )}
      </PageHeader>
      <div ref={rows} className="min-h-0 flex-1 overflow-y-auto pb-8">
        <MembersTable onOpen={setOpen} />
        {mayManage && <InvitationsTable onOpen={setOpen} onHanded={setHanded} />}
      </div>
      {open !== null && (
        <MemberDialogs
          open={open}
          onClose={() => setOpen(null)}
          onInvited={(invited) => {
            setOpen(null);
            invitationWasMade(invited, setHanded);
          }}
        />
      )}
      {handed !== null && <HandedLinkDialog handed={handed} onClose={() => setHanded(null)} />}
    </div>
  );
}
