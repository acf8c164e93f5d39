/** Organizations that one person may own and create more of. Anyone signed in may create some, and none is ever deleted. */
export const MAX_OWNED_ORGANIZATIONS = 10;

/** Whether a user who owns this many may create another one. A transferred organization counts, and a transfer is never refused. */
export function mayCreateAnother(owned: number): boolean {
  return owned < MAX_OWNED_ORGANIZATIONS;
}
