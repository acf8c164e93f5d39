/**
 * The organization of this page, from when it enters one until it leaves it: another organization is another
 * load of the page. So all that the page has in memory, shows or sends is of this one organization.
 */
let organizationId: string | null = null;

/** Has the page belong to an organization. @returns false when it belongs to another one: then nothing changes. */
export function bindPageTo(id: string): boolean {
  organizationId ??= id;
  return organizationId === id;
}

/** The id of the organization that the page belongs to; null as long as it belongs to none. */
export function organizationOfPage(): string | null {
  return organizationId;
}

/** @throws Error as long as the page belongs to none: a request must not leave without the organization it is for. */
export function requireOrganizationOfPage(): string {
  if (organizationId === null) throw new Error("The page has entered no organization yet.");
  return organizationId;
}
