import { ORGANIZATION_HEADER, organizationIdInput } from "../contract/organizations.ts";
import { refuse } from "../domain/refusal.ts";

/**
 * The id of the organization that a request names; null when it names none.
 * @param header as it was sent. Whether the organization exists, or is the caller's, is not looked at here.
 * @throws Refusal `invalid_input` for anything but one id: a request that was meant for an organization must not go to another.
 */
export function readNamedOrganization(header: string | undefined): string | null {
  if (header === undefined) return null;
  const read = organizationIdInput.shape.id.safeParse(header);
  if (read.success) return read.data;
  throw refuse("invalid_input", {
    fieldErrors: { [ORGANIZATION_HEADER]: [`The header ${ORGANIZATION_HEADER} holds one id of the form org_….`] },
  });
}
