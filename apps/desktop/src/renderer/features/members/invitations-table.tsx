import type { InvitationView } from "@excalibur/api/contract";
import { useQuery } from "@tanstack/react-query";
import { api } from "../../server/api.ts";
import { readFailure } from "../../server/failure.ts";
import { usePollInterval } from "../../server/live/live-state.ts";
import { RelativeTime } from "../../time/time-text.tsx";
import { FailureCallout } from "../../ui/failure-callout.tsx";
import { PlainCell, PlainRow, PlainTable } from "../../ui/plain-table.tsx";
import { ROLE_LABELS } from "../../ui/role-labels.ts";
import { NAME_AND_ROLE } from "./column-widths.ts";
import type { HandedInvitation } from "./handed-invitation.tsx";
import { InvitationMenu } from "./invitation-menu.tsx";
import type { OpenDialog } from "./open-dialog.ts";
import { RowName } from "./row-name.tsx";
import { InvitationStatusLabel } from "./invitation-status-label.tsx";

const ASK_EVERY_MS = 5_000;

interface InvitationsTableProps {
  onOpen: (open: OpenDialog) => void;
  onHanded: (handed: HandedInvitation) => void;
}

export function InvitationsTable(props: InvitationsTableProps) {
  const { data, error } = useQuery(
    api.invitations.list.queryOptions(undefined, { refetchInterval: usePollInterval(ASK_EVERY_MS) }),
  );
  if (data === undefined) {
    if (error === null) return null;
    return (
      <div className="p-4">
        <FailureCallout failure={readFailure(error)} />
      </div>
    );
  }
  return (
    <section aria-labelledby="invitations" className="pt-8">
      <h2 id="invitations" className="px-4 pb-1 font-semibold">
        Invitations
      </h2>
      {data.items.length === 0 ? (
        <p className="px-4 text-muted">
          There are no open invitations. An invitation is for one address and works once.
        </p>
      ) : (
        <PlainTable
          label="Invitations"
          columns={["Address", "Role", "Status", "Invited", "Actions"]}
          widths={[...NAME_AND_ROLE, "w-[30%] max-sm:w-[104px]", "max-sm:hidden"]}
        >
          {data.items.map((invitation) => (
            <InvitationRow key={invitation.id} invitation={invitation} {...props} />
          ))}
        </PlainTable>
      )}
    </section>
  );
}

function InvitationRow({ invitation, ...props }: InvitationsTableProps & { invitation: InvitationView }) {
  return (
    <PlainRow>
      <PlainCell title={invitation.email}>
        <RowName>{invitation.email}</RowName>
      </PlainCell>
      <PlainCell>{ROLE_LABELS[invitation.role].name}</PlainCell>
      <PlainCell>
        <InvitationStatusLabel invitation={invitation} />
      </PlainCell>
      <PlainCell className="max-sm:hidden">
        <RelativeTime at={invitation.createdAt} note={`By ${invitation.invitedBy.name ?? "someone who has left"}`} />
      </PlainCell>
      <PlainCell className="overflow-visible text-right">
        <InvitationMenu invitation={invitation} {...props} />
      </PlainCell>
    </PlainRow>
  );
}
