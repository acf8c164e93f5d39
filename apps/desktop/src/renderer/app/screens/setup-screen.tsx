import { useNavigate } from "@tanstack/react-router";
import { FirstOwnerScreen } from "../../features/first-owner/first-owner-screen.tsx";
import { signIn } from "../../features/session/sign-in.ts";
import { queryClient } from "../../server/query-client.ts";
import { noteSessionBegun } from "../../server/session-state.ts";

export default function SetupScreen() {
  const navigate = useNavigate();
  const enter = async (email: string, password: string) => {
    const outcome = await signIn(email, password);
    queryClient.removeQueries();
    noteSessionBegun();
    // The owner exists now. When signing in fails, the sign-in screen shows why and can try again.
    await navigate({ to: outcome.kind === "signedIn" ? "/" : "/sign-in", replace: true });
  };
  return <FirstOwnerScreen onCreated={enter} />;
}
