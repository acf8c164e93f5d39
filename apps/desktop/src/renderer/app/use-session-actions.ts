import { useNavigate } from "@tanstack/react-router";
import { signOut } from "../features/session/sign-in.ts";
import { queryClient } from "../server/query-client.ts";
import { noteSessionBegun } from "../server/session-state.ts";

/** What changes everything on screen: leaving, and going to another organization. */
export function useSessionActions() {
  const navigate = useNavigate();
  const leave = async () => {
    await signOut();
    noteSessionBegun();
    queryClient.clear();
    await navigate({ to: "/sign-in" });
  };
  /** Another organization is another load of the page. */
  const goTo = (slug: string) => navigate({ to: "/o/$slug/keys", params: { slug }, reloadDocument: true });
  return { leave, goTo };
}
