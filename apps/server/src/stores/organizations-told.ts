import type { DatabaseClient } from "@excalibur/db";
import type { ChosenKind } from "@excalibur/api/server";

type Where = NonNullable<Parameters<DatabaseClient["organization"]["findMany"]>[0]>["where"];

/** Ids of organizations with a channel that is told of one of some kinds. */
export async function organizationsTold(
  client: Pick<DatabaseClient, "organization">,
  kinds: readonly ChosenKind[],
  where: NonNullable<Where>,
): Promise<string[]> {
  const chosen = kinds.map((kind) => ({ kinds: { contains: ` ${kind} ` } }));
  const found = await client.organization.findMany({
    where: { AND: [where, { channels: { some: { kind: { not: "calendar" }, OR: chosen } } }] },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  return found.map(({ id }) => id);
}
