import { useLocation, useNavigate } from "@tanstack/react-router";
import { readLinkToken } from "../../features/session/link-token.ts";
import { ResetPasswordScreen } from "../../features/session/reset-password-screen.tsx";
import { signIn } from "../../features/session/sign-in.ts";
import { queryClient } from "../../server/query-client.ts";
import { noteSessionBegun } from "../../server/session-state.ts";

export default function ResetPassword() {
  const navigate = useNavigate();
  const { hash } = useLocation();
  const enter = async (email: string, newPassword: string) => {
    const outcome = await signIn(email, newPassword);
    queryClient.removeQueries();
    noteSessionBegun();
    // A user with a second step enters the code on the sign-in screen.
    await navigate({ to: outcome.kind === "signedIn" ? "/" : "/sign-in", replace: true });
  };
  return <ResetPasswordScreen key={hash} token={readLinkToken(hash)} onReset={enter} />;
}
