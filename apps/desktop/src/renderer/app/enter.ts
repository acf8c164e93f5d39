import { redirect } from "@tanstack/react-router";
import { host } from "../host/host.ts";
import { accountQuery } from "../server/account.ts";
import { personApi } from "../server/api.ts";
import { basePath } from "../server/base-path.ts";
import { readFailure } from "../server/failure.ts";
import { organizationsQuery } from "../server/organizations.ts";
import { noteServerAddress } from "../server/server-name.ts";
import { queryClient } from "../server/query-client.ts";

/** Redirects to the screen of the server's address while there is none. */
export async function requireServer(): Promise<void> {
  if (host.kind === "browser") return noteServerAddress(window.location.origin + basePath);
  const { url, source } = await host.getServerAddress();
  if (source === "default") throw redirect({ to: "/connect" });
  noteServerAddress(url);
}

/** Lets someone signed in through, and sends everyone else to where they can become that: to the first owner's setup, or to sign in. */
export async function requireAccount(location: { href: string }): Promise<void> {
  // Read in the same batch: a user without a session is redirected at once.
  if (queryClient.getQueryData(organizationsQuery.queryKey) === undefined) void queryClient.prefetchQuery(setupQuery);
  try {
    await queryClient.ensureQueryData(organizationsQuery);
  } catch (error) {
    const failure = readFailure(error);
    if (failure.kind !== "refused" || failure.reason !== "not_signed_in") throw error;
    throw (await needsOwner())
      ? redirect({ to: "/setup" })
      : redirect({ to: "/sign-in", search: nextOf(location.href) });
  }
}

/** Reads the user's role in the page's organization. When that fails, the screens show the failure. */
export async function askForAccount(): Promise<void> {
  await queryClient.ensureQueryData(accountQuery()).catch(() => {});
}

/** Keeps the setup and the sign-in screen apart: a server needs exactly one of them. */
export async function requireOwner(): Promise<void> {
  if (await needsOwner()) throw redirect({ to: "/setup" });
}

export async function requireNoOwner(): Promise<void> {
  if (!(await needsOwner())) throw redirect({ to: "/sign-in" });
}

/** One answer serves the whole way to a screen. Creating the owner, signing in and changing the server forget it. */
const setupQuery = personApi.setup.status.queryOptions(undefined, { staleTime: 2_000 });

async function needsOwner(): Promise<boolean> {
  return (await queryClient.fetchQuery(setupQuery)).needsOwner;
}

function nextOf(href: string): { next?: string } {
  return href === "/" ? {} : { next: href };
}
