import type { AnyRouter } from "@tanstack/react-router";
import { readAppPath } from "../../shared/app-path.ts";
import { organizationOfPage } from "../server/organization-of-page.ts";
import { organizationsQuery } from "../server/organizations.ts";
import { queryClient } from "../server/query-client.ts";
import { completePath } from "./enter-organization.ts";

/**
 * Goes where the menu, a link or a notification leads. A path without an organization is for the one on screen, unless it
 * is a record's, which is shown where it is. Another organization is another load of the page, before the address changes:
 * who stays because of what is open there finds everything as it was.
 */
export async function openPath(router: AnyRouter, path: string): Promise<void> {
  const target = await resolve(path);
  await router.navigate({ to: target.path, reloadDocument: target.isElsewhere });
}

async function resolve(path: string): Promise<{ path: string; isElsewhere: boolean }> {
  const address = readAppPath(path);
  const pageId = organizationOfPage();
  // Nothing is open yet, or nothing that the address could be compared with: the routes lead on, to the sign-in too.
  const asItIs = { path, isElsewhere: false };
  if (address === null || pageId === null) return asItIs;
  try {
    const { items } = await queryClient.ensureQueryData(organizationsQuery);
    const current = items.find(({ id }) => id === pageId)?.slug ?? null;
    const complete = await completePath(address, current);
    return { path: complete, isElsewhere: readAppPath(complete)?.slug !== current };
  } catch {
    return asItIs;
  }
}
