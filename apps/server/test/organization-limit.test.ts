import { describe, expect, test } from "vitest";
import { reasonOf } from "./harness/client.ts";
import { serveTenants } from "./harness/serve-tenants.ts";

describe.each(["sqlite", "postgresql"] as const)("the limit of organizations that one person owns on %s", (dialect) => {
  const tenants = serveTenants(dialect);

  test("holds exactly when 40 are asked for at once, from two sessions, apart and in one request", async () => {
    const { tenant, owner } = await tenants.newTenant();
    const second = await tenants.server.signIn(tenant.owner);
    const doors = [owner.trpc, owner.together, second.trpc, second.together];
    const asked = Array.from({ length: 40 }, (_, index) =>
      reasonOf(doors[index % 4]!.organizations.create.mutate({ name: `Umbrella ${index}` })),
    );
    const outcomes = await Promise.all(asked);
    expect(outcomes.filter((outcome) => outcome === "accepted")).toHaveLength(9);
    expect(outcomes.filter((outcome) => outcome === "organization_limit")).toHaveLength(31);
    const { client } = tenants.server.database;
    expect(await client.member.count({ where: { userId: tenant.owner.userId, role: "owner" } })).toBe(10);
  });
});
