import { useLocation, useNavigate } from "@tanstack/react-router";
import { InvitationScreen } from "../../features/session/invitation/invitation-screen.tsx";
import { readLinkToken } from "../../features/session/link-token.ts";
import { personClient } from "../../server/api.ts";
import { queryClient } from "../../server/query-client.ts";
import { noteSessionBegun } from "../../server/session-state.ts";

export default function Invitation() {
  const navigate = useNavigate();
  const { hash } = useLocation();
  const enter = async (organizationId: string) => {
    await personClient.organizations.setActive.mutate({ id: organizationId });
    queryClient.removeQueries();
    noteSessionBegun();
    // In place of the link, which has done its work and must not stay in the history.
    await navigate({ to: "/", replace: true });
  };
  return <InvitationScreen key={hash} token={readLinkToken(hash)} onJoined={enter} />;
}
