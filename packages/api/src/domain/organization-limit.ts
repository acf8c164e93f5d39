/** Organizations that one person may own and create more of. Anyone signed in may create some, and none is ever deleted. */
export const MAX_OWNED_ORGANIZATIONS = 10;

/** Whether somebody who owns so many may create another one. Ownership that is transferred to them counts, and is never refused. */
export function mayCreateAnother(owned: number): boolean {
  return owned < MAX_OWNED_ORGANIZATIONS;
}
