import type { InvitationPreview, InvitationStatus } from "@excalibur/api/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { personClient } from "../../../server/api.ts";
import { readFailure } from "../../../server/failure.ts";
import { Callout } from "../../../ui/callout.tsx";
import { EntryLayout } from "../../../ui/entry-layout.tsx";
import { FailureCallout } from "../../../ui/failure-callout.tsx";
import { ROLE_LABELS } from "../../../ui/role-labels.ts";
import { AcceptInvitation } from "./accept-invitation.tsx";

interface InvitationScreenProps {
  /** The link's secret; null when the link is not complete. */
  token: string | null;
  /** Goes to the organization that was joined. */
  onJoined: (organizationId: string) => Promise<void>;
}

/** Where an invitation's link leads: what it is for, and the way to accept it with the account one has or a new one. */
export function InvitationScreen({ token, onJoined }: InvitationScreenProps) {
  const preview = useQuery({
    // Not under its token: keys of queries are read by more than one eye.
    queryKey: ["invitation-preview"],
    queryFn: () => personClient.invitations.preview.mutate({ token: token ?? "" }),
    enabled: token !== null,
    gcTime: 0,
    // Typed text stays. An invitation that has ended is reported when it is accepted.
    refetchOnWindowFocus: false,
  });
  const { data, error } = preview;
  if (token === null) return <Closed words="The link is not complete. Copy it again, up to its very end." />;
  if (data === undefined)
    return (
      <EntryLayout title="Invitation" footer={<ToSignIn />}>
        {error === null ? (
          <p role="status">Looking at the invitation…</p>
        ) : (
          <FailureCallout failure={readFailure(error)} />
        )}
      </EntryLayout>
    );
  if (data.status !== "pending") return <Closed words={OVER[data.status]} />;
  return (
    <EntryLayout title={`Join ${data.organization.name}`} lead={describeInvitation(data)}>
      <AcceptInvitation token={token} invitation={data} onJoined={onJoined} onRefused={() => void preview.refetch()} />
    </EntryLayout>
  );
}

const OVER: Record<Exclude<InvitationStatus, "pending">, string> = {
  accepted: "This invitation was accepted already. Sign in to go on.",
  expired: "This invitation has expired. Ask its sender for a new one.",
  cancelled: "This invitation was cancelled. Ask its sender for a new one.",
};

function describeInvitation({ email, role, invitedBy }: InvitationPreview): string {
  const { name } = ROLE_LABELS[role];
  const as = `${role === "admin" ? "an" : "a"} ${name.toLowerCase()}`;
  return `${invitedBy.name ?? "Someone"} invites ${email} as ${as}.`;
}

function Closed({ words }: { words: string }) {
  return (
    <EntryLayout title="Invitation" footer={<ToSignIn />}>
      <Callout tone="caution">{words}</Callout>
    </EntryLayout>
  );
}

function ToSignIn() {
  return (
    <Link to="/sign-in" className="text-ink underline underline-offset-2">
      Go to sign in
    </Link>
  );
}
