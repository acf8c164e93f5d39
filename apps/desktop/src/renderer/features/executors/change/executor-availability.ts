import type { ExecutorView } from "@excalibur/api/contract";

/** Why an executor can't be told to renew its key; undefined when it can. The server judges again. */
export function renewKeyUnavailable({ boundKey }: Pick<ExecutorView, "boundKey">): string | undefined {
  if (boundKey === null) return "Its key was deleted. Create a new key for it.";
  return boundKey.status === "active" ? undefined : `Its key is ${boundKey.status}. Create a new key for it.`;
}

/** Why an executor's access can't be revoked now; undefined when it can. The server judges again. */
export function revokeAccessUnavailable({ boundKey }: Pick<ExecutorView, "boundKey">): string | undefined {
  if (boundKey === null) return "Its key was deleted. It has no access to revoke.";
  return boundKey.status === "revoked" ? "Its key is revoked already." : undefined;
}
