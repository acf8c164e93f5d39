import { z } from "zod";
import type { Role } from "../domain/permission-policy.ts";
import { MAX_SLUG_LENGTH } from "../domain/slug.ts";
import { resourceId, text } from "./fields.ts";
import { organizationName } from "./setup.ts";

/**
 * Names, by its id, the organization that a person's request is for. Without it a request is for the one that the session
 * used last.
 */
export const ORGANIZATION_HEADER = "excalibur-organization";

export const organizationIdInput = z.strictObject({ id: resourceId("org") });

/** The organization's name in file names and in what executors are configured with. */
export const organizationSlug = text()
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

/** A key or an executor of any of the caller's organizations. */
export const locateInput = z.strictObject({
  id: z.union([resourceId("key"), resourceId("exe")], { error: "This is not the id of an API key or an executor." }),
});

export type CreateOrganizationInput = z.infer<typeof createOrganizationInput>;
export type UpdateOrganizationInput = z.infer<typeof updateOrganizationInput>;

/** An organization as one of its members sees it. */
export interface OrganizationView {
  id: string;
  name: string;
  slug: string;
  /** The caller's role. */
  role: Role;
  /** Whether the session used it last, so that requests which name no organization are for it. */
  active: boolean;
  deactivatedAt: Date | null;
}
