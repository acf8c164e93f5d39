import { memberJoined, organizationCreated } from "../audit/organization-entries.ts";
import { change } from "../changes/change.ts";
import type { CreateOwnerInput } from "../contract/setup.ts";
import { refuse } from "../domain/refusal.ts";
import { slugOf } from "../domain/slug.ts";
import type { RequestContext, Services } from "../ports/services.ts";

/**
 * Creates the installation's first owner and organization. Works once, and only with the setup code.
 * @throws Refusal `setup_finished`, `setup_code_wrong`, `rate_limited` after too many wrong codes from one address, or `busy`.
 */
export async function createOwnerWithCode(
  { services, sourceAddress }: RequestContext,
  input: CreateOwnerInput,
): Promise<{ email: string }> {
  const { guesses, isCode } = services.setup;
  let isFinished = false;
  // A call after the setup counts as a wrong guess: so the database is asked no more often than codes are judged.
  const isRight = await guesses.judge(sourceAddress, async () => {
    isFinished = await services.data.isSetUp();
    return (!isFinished && isCode(input.code)) || null;
  });
  if (isRight === null) throw refuse(isFinished ? "setup_finished" : "setup_code_wrong");
  await createFirstOwner(services, input, sourceAddress);
  return { email: input.email };
}

/**
 * Creates the first owner for a caller who is trusted already: the setup code was right, or the operator's own
 * configuration names the owner.
 * @throws Refusal `setup_finished` when someone else was first.
 */
export async function createFirstOwner(
  services: Services,
  owner: Omit<CreateOwnerInput, "code">,
  sourceAddress: string | null,
): Promise<void> {
  const passwordHash = await services.passwords.hash(owner.password);
  const organization = {
    id: services.newId("org"),
    name: owner.organizationName,
    slug: slugOf(owner.organizationName),
  };
  const user = { userId: services.newId("usr"), name: owner.name, email: owner.email };

  await change({ services }, async (tx) => {
    const at = tx.now;
    const first = await tx.organizations.insertFirstOwner({ ...user, passwordHash, organization, at });
    if (!first) throw refuse("setup_finished");
    const actor = { kind: "user", id: user.userId, name: user.name, email: user.email, role: "owner" } as const;
    const origin = { organizationId: organization.id, actor, at, sourceAddress };
    tx.record(
      organizationCreated(origin, organization),
      memberJoined(origin, { id: user.userId, name: user.name }, { role: "owner" }),
    );
  });
}
