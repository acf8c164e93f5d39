import type { Role } from "@excalibur/api/contract";

const LABELS: Record<Role, string | null> = {
  owner: null,
  admin: "As an admin you see what you did yourself and what members did.",
  member: "As a member you see what you did yourself.",
};

/** Says which rows of the log the user's role does not show. */
export function ScopeNote({ role }: { role: Role | undefined }) {
  const words = role === undefined ? null : LABELS[role];
  return words !== null && <p className="border-b border-line px-4 py-2 text-sm text-muted">{words}</p>;
}
