import type { Role } from "@excalibur/api/contract";

export const ROLE_LABELS: Record<Role, { name: string; may: string }> = {
  owner: { name: "Owner", may: "Does everything; there is one owner." },
  admin: { name: "Admin", may: "Manages keys, executors and members." },
  member: { name: "Member", may: "Sees everything, changes nothing." },
};
