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
