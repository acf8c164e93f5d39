import { useNavigate } from "@tanstack/react-router";
import { toast } from "sonner";
import { signOut } from "../features/session/sign-in.ts";
import { apiClient } from "../server/api.ts";
import { readFailure } from "../server/failure.ts";
import { failureWords } from "../server/failure-words.ts";
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
  const startOver = async () => {
    await navigate({ to: "/keys", search: {} });
    // Everything on screen belongs to the organization that was left.
    queryClient.removeQueries({ type: "inactive" });
    await queryClient.resetQueries();
  };
  const switchOrganization = async (id: string) => {
    try {
      await apiClient.organizations.setActive.mutate({ id });
      await startOver();
    } catch (error) {
      toast.error(failureWords(readFailure(error)).detail);
    }
  };
  return { leave, switchOrganization };
}
