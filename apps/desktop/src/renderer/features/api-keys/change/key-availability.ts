import type { ApiKeyView } from "@excalibur/api/contract";

/** Why an action on a key is not open now; undefined when it is. The server judges again. */
export function rotateUnavailable({
  status,
  replacedByKeyId,
}: Pick<ApiKeyView, "status" | "replacedByKeyId">): string | undefined {
  if (status === "active" && replacedByKeyId !== null) return "It has a successor already. Rotate that one.";
  if (status === "expired") return "It has expired, and its successor would too. Create a new key.";
  return status === "revoked" ? "It is revoked already." : undefined;
}

/** Why the executors of a key can't be told to renew it: the rule `judgeRenewalRequest`, in words. */
export function renewUnavailable({
  status,
  unused,
  replacedByKeyId,
  usedBy,
}: Pick<ApiKeyView, "status" | "unused" | "replacedByKeyId" | "usedBy">): string | undefined {
  if (status === "expired") return "It has expired. Create a new key.";
  if (status === "revoked") return "It is revoked already.";
  if (unused !== null) return "It is itself the successor of a renewal, and was not used yet.";
  if (replacedByKeyId !== null) return "It has a successor already. Renew that one.";
  return usedBy.total === 0 ? "No executor uses it, so none can renew it." : undefined;
}

export function revokeUnavailable({ status }: Pick<ApiKeyView, "status">): string | undefined {
  return status === "revoked" ? "It is revoked already." : undefined;
}

export function deleteUnavailable({ status }: Pick<ApiKeyView, "status">): string | undefined {
  return status === "revoked" ? undefined : "Only a revoked key can be deleted. Revoke it first.";
}

export function pauseUnavailable({ status }: Pick<ApiKeyView, "status">): string | undefined {
  if (status === "expired") return "It has expired, so it is refused already.";
  return status === "revoked" ? "It is revoked already." : undefined;
}
