import { z } from "zod";
import type { Role } from "../domain/permission-policy.ts";
import { resourceId } from "./fields.ts";

export const organizationIdInput = z.strictObject({ id: resourceId("org") });

/** An organization as one of its members sees it. */
export interface OrganizationView {
  id: string;
  name: string;
  slug: string;
  /** The role of whoever asks. */
  role: Role;
  /** Whether this session works in it now. */
  active: boolean;
  deactivatedAt: Date | null;
}
