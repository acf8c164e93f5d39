/** What a management key may be allowed to do: each key has some of these, and nothing else. */
export const MANAGEMENT_SCOPES = [
  "keys:read",
  "keys:write",
  "executors:read",
  "executors:write",
  "events:read",
  "audit:read",
  "audit:cosign",
  "members:read",
  "policies:write",
  "channels:read",
  "channels:write",
] as const;
export type ManagementScope = (typeof MANAGEMENT_SCOPES)[number];

/** Scopes as they are stored: in the order of the list, with a space between. */
export function writeScopes(scopes: readonly ManagementScope[]): string {
  return MANAGEMENT_SCOPES.filter((scope) => scopes.includes(scope)).join(" ");
}

/** Reads them back. A scope that this version does not know allows nothing, so it is left out. */
export function parseScopes(stored: string): ManagementScope[] {
  const names = stored.split(" ");
  return MANAGEMENT_SCOPES.filter((scope) => names.includes(scope));
}
