import type { Role } from "../domain/permission-policy.ts";

/** Who is signed in. */
export interface AccountView {
  user: { id: string; name: string; email: string };
  /** Where the session works now; null for someone who is a member of nothing any more. */
  organization: { id: string; name: string; slug: string; role: Role; deactivatedAt: Date | null } | null;
}
