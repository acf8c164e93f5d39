import type { InvitationPreview } from "@excalibur/api/contract";
import { useQuery } from "@tanstack/react-query";
import { api, apiClient } from "../../../server/api.ts";
import { readFailure } from "../../../server/failure.ts";
import { noteSessionBegun } from "../../../server/session-state.ts";
import { Button } from "../../../ui/button.tsx";
import { FailureCallout } from "../../../ui/failure-callout.tsx";
import { useAction } from "../../../ui/use-action.ts";
import { signOut } from "../sign-in.ts";
import { SignInForm } from "../sign-in-form.tsx";
import { NewAccountForm } from "./new-account-form.tsx";

interface AcceptInvitationProps {
  token: string;
  invitation: InvitationPreview;
  onJoined: (organizationId: string) => Promise<void>;
}

/** The one way to accept that is open: as whoever is signed in, with the account there is, or with a new one. */
export function AcceptInvitation({ token, invitation, onJoined }: AcceptInvitationProps) {
  const { email, hasAccount } = invitation;
  const account = useQuery(api.account.get.queryOptions(undefined, { retry: false }));
  const accept = useAction(async () => {
    const { organization } = await apiClient.invitations.accept.mutate({ token });
    await onJoined(organization.id);
  });
  const leave = useAction(async () => {
    await signOut();
    await account.refetch();
  });

  if (account.isPending) return <p role="status">Looking who is signed in…</p>;
  if (account.data !== undefined && !account.isError) {
    const { user } = account.data;
    return user.email === email ? (
      <div className="space-y-4">
        {accept.failure !== null && <FailureCallout failure={accept.failure} />}
        <p>
          You are signed in as <bdi>{user.name}</bdi> ({user.email}).
        </p>
        <Button look="primary" busy={accept.isRunning} onClick={accept.run} autoFocus className="w-full">
          Accept invitation
        </Button>
      </div>
    ) : (
      <div className="space-y-4">
        <p>
          You are signed in as {user.email}. This invitation is for {email} only.
        </p>
        <Button busy={leave.isRunning} onClick={leave.run} className="w-full">
          Sign out and go on as {email}
        </Button>
      </div>
    );
  }
  const failure = readFailure(account.error);
  const isSignedOut = failure.kind === "refused" && failure.reason === "not_signed_in";
  if (!isSignedOut) return <FailureCallout failure={failure} />;
  if (!hasAccount) return <NewAccountForm token={token} email={email} onJoined={onJoined} />;
  return (
    <div className="space-y-4">
      {accept.failure !== null && <FailureCallout failure={accept.failure} />}
      <p>There is an account for this address. Sign in with it to accept.</p>
      <SignInForm
        email={email}
        onSignedIn={async () => {
          noteSessionBegun();
          await account.refetch();
          accept.run();
        }}
      />
    </div>
  );
}
