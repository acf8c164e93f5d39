import { z } from "zod";
import type { Role } from "../domain/permission-policy.ts";
import { MAX_SLUG_LENGTH } from "../domain/slug.ts";
import { resourceId } from "./fields.ts";
import { organizationName } from "./setup.ts";

export const organizationIdInput = z.strictObject({ id: resourceId("org") });

/** The organization's name in file names and in what executors are configured with. */
export const organizationSlug = z
  .string()
  .trim()
  .max(MAX_SLUG_LENGTH, `At most ${MAX_SLUG_LENGTH} characters.`)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "Lower-case letters, digits and single dashes between them.");

export const createOrganizationInput = z.strictObject({
  name: organizationName,
  /** Made from the name when left out. */
  slug: organizationSlug.optional(),
});

export const updateOrganizationInput = z
  .strictObject({ name: organizationName.optional(), slug: organizationSlug.optional() })
  .refine(({ name, slug }) => name !== undefined || slug !== undefined, "Name what is to change.");

export const transferOwnershipInput = z.strictObject({ memberId: resourceId("mem") });

export type CreateOrganizationInput = z.infer<typeof createOrganizationInput>;
export type UpdateOrganizationInput = z.infer<typeof updateOrganizationInput>;

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
