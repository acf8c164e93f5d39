import { useState } from "react";
import type { InvitationPreview } from "@excalibur/api/contract";
import { useQuery } from "@tanstack/react-query";
import { signedInQuery } from "../../../server/account.ts";
import { personClient } from "../../../server/api.ts";
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
  /** Called when a new account could not accept it: why may be seen by the invitation itself. */
  onRefused: () => void;
}

/** The one way to accept: as the signed-in user, with an existing account, or with a new one. */
export function AcceptInvitation({ token, invitation, onJoined, onRefused }: AcceptInvitationProps) {
  const { email, hasAccount, organization } = invitation;
  // Accepted, but not on the way into the organization yet: an invitation is accepted once, so only what is left is tried again.
  const [joinedId, setJoinedId] = useState<string | null>(null);
  const account = useQuery(signedInQuery);
  const accept = useAction(async () => {
    const id = joinedId ?? (await personClient.invitations.accept.mutate({ token })).organization.id;
    setJoinedId(id);
    await onJoined(id);
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
          {joinedId === null ? "Accept invitation" : `Go to ${organization.name}`}
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
  if (!hasAccount && joinedId === null)
    return <NewAccountForm {...{ token, email, onJoined, onRefused }} onNotSignedIn={setJoinedId} />;
  return (
    <div className="space-y-4">
      {accept.failure !== null && <FailureCallout failure={accept.failure} />}
      <p>
        {joinedId === null
          ? "There is an account for this address. Sign in with it to accept."
          : `You have joined ${organization.name}. Sign in to go on.`}
      </p>
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
