import { queryOptions, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { DesktopHost, SavedServer } from "../../../shared/host-bridge.ts";
import { queryClient } from "../../server/query-client.ts";
import { noteSessionBegun } from "../../server/session-state.ts";

function serversQuery(host: DesktopHost) {
  return queryOptions({ queryKey: ["saved-servers"], queryFn: () => host.listServers(), staleTime: 0 });
}

/** Every server that was used, and how to go to one or take it off the list. */
export function useServers(host: DesktopHost) {
  const navigate = useNavigate();
  const servers: SavedServer[] = useQuery(serversQuery(host)).data ?? [];
  /** Works with a server from now on. Nothing that is known belongs to it. */
  const switchTo = async (url: string) => {
    await host.setServerAddress(url);
    noteSessionBegun();
    queryClient.removeQueries();
    await navigate({ to: "/", replace: true });
  };
  const forget = async (url: string) => {
    queryClient.setQueryData(serversQuery(host).queryKey, await host.forgetServer(url));
    await queryClient.invalidateQueries({ queryKey: ["server-address"] });
  };
  return { servers, switchTo, forget };
}
