import { CANNOT_RENEW, type CannotRenew } from "@excalibur/api/contract";

/** Why an executor can't renew its key, in words. */
const LABELS: Readonly<Record<CannotRenew, string>> = {
  not_a_file: "its key does not come from a file",
  systemd_credential: "its key is a systemd credential",
  read_only: "the place where it keeps its key is read-only",
  disk_full: "its disk is full",
  not_permitted: "it may not write where it keeps its key",
  secret_not_writable: "it may not change its Kubernetes Secret",
  storage_failed: "its key can't be stored where it keeps it",
};

export function cannotRenewLabel(reason: string): string {
  return LABELS[CANNOT_RENEW.find((known) => known === reason) ?? "storage_failed"];
}
