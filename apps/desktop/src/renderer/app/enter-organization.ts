import type { OrganizationView } from "@excalibur/api/contract";
import { redirect, type ParsedLocation } from "@tanstack/react-router";
import { pathInOrganization, type AppPath } from "../../shared/app-path.ts";
import { personApi, personClient } from "../server/api.ts";
import { bindPageTo } from "../server/organization-of-page.ts";
import { organizationsQuery } from "../server/organizations.ts";
import { queryClient } from "../server/query-client.ts";

/** Which organization each slug was of when this page met it, for when it is renamed meanwhile. */
const met = new Map<string, string>();

/**
 * Has the page belong to the organization that its address names. One that was renamed while the page was open is followed.
 * Another one than the page belongs to is another load of the page.
 * @returns null when the slug is of none of the user's organizations.
 */
export async function enterOrganization(slug: string, location: ParsedLocation): Promise<OrganizationView | null> {
  const organization = await findOrganization(slug);
  if (organization === null) return null;
  const { pathname, search, hash } = location;
  if (organization.slug !== slug) {
    const to = pathInOrganization(organization.slug, pathname.slice(pathInOrganization(slug, "").length));
    throw redirect({ to, search, hash, replace: true });
  }
  if (!bindPageTo(organization.id)) throw redirect({ to: pathname, search, hash, reloadDocument: true });
  met.set(slug, organization.id);
  return organization;
}

async function findOrganization(slug: string): Promise<OrganizationView | null> {
  const known = await queryClient.ensureQueryData(organizationsQuery);
  const bySlug = (each: OrganizationView) => each.slug === slug;
  const found = known.items.find(bySlug);
  if (found !== undefined) return found;
  // Created, joined or renamed meanwhile, perhaps.
  const { items } = await queryClient.fetchQuery({ ...organizationsQuery, staleTime: 0 });
  return items.find(bySlug) ?? items.find(({ id }) => id === met.get(slug)) ?? null;
}

/** Makes an organization the one that the session used last. Should that fail, the next start is elsewhere. */
export async function startHereNextTime({ id }: OrganizationView): Promise<void> {
  await personClient.organizations.setActive.mutate({ id }).catch(() => {});
  await queryClient.invalidateQueries(organizationsQuery);
}

/** The organization that the session used last, or else the first; null when the user is in none. */
export async function startingOrganization(): Promise<OrganizationView | null> {
  const { items } = await queryClient.ensureQueryData(organizationsQuery);
  return items.find(({ active }) => active) ?? items[0] ?? null;
}

/**
 * The same address in an organization, for one that names none: a record's in the organization that has it, any other in
 * the organization that the page is of, or where the user starts.
 */
export async function completePath({ slug, inside, recordId }: AppPath, current: string | null): Promise<string> {
  if (slug !== null) return pathInOrganization(slug, inside);
  const holder = recordId === null ? null : await locate(recordId);
  const organization = holder ?? current ?? (await startingOrganization())?.slug;
  return organization === undefined ? "/" : pathInOrganization(organization, inside);
}

async function locate(id: string): Promise<string | null> {
  const { organization } = await queryClient.fetchQuery(personApi.organizations.locate.queryOptions({ id }));
  return organization?.slug ?? null;
}
