import { describe, expect, test } from "vitest";
import { newId } from "../src/identifiers.ts";
import { reasonOf } from "./harness/client.ts";
import { copyRow } from "./harness/copy-rows.ts";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import { serveTenants } from "./harness/serve-tenants.ts";

const AT_ONCE = 40;

/** How many of those that ask at once are accepted. The others must be refused for the reason. */
async function accepted(reason: string, ask: (index: number) => Promise<string | null>): Promise<number> {
  const outcomes = await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => ask(index)));
  const refused = outcomes.filter((outcome) => outcome !== "accepted");
  expect(new Set(refused)).toEqual(new Set([reason]));
  return AT_ONCE - refused.length;
}

describe.each(dialectsOfLane("postgresql"))(
  `of ${AT_ONCE} at once, on %s, exactly as many are accepted as`,
  (dialect) => {
    const tenants = serveTenants(dialect);
    const client = () => tenants.server.database.client;

    test("one person may own organizations, from two sessions, apart and in one request", async () => {
      const { tenant, owner } = await tenants.newTenant();
      const second = await tenants.server.signIn(tenant.owner);
      const callers = [owner.trpc, owner.together, second.trpc, second.together];
      const create = (index: number) =>
        reasonOf(callers[index % callers.length]!.organizations.create.mutate({ name: `Umbrella ${index}` }));
      expect(await accepted("organization_limit", create)).toBe(9);
      expect(await client().member.count({ where: { userId: tenant.owner.userId, role: "owner" } })).toBe(10);
    });

    test("an organization may have open invitations", async () => {
      const { tenant, owner } = await tenants.newTenant();
      const { organizationId } = tenant;
      const invite = (index: number) =>
        reasonOf(owner.trpc.invitations.create.mutate({ email: `p${index}@example.com`, role: "member" }));
      expect(await invite(AT_ONCE)).toBe("accepted");
      const like = await client().invitation.findFirstOrThrow({ where: { organizationId } });
      const open = Array.from({ length: 494 }, (_, n) => {
        const [id, email] = [newId("inv"), `q${n}@example.com`];
        return { ...like, id, email, openFor: `${organizationId} ${email}`, tokenHash: id };
      });
      await client().invitation.createMany({ data: open });
      expect(await accepted("invitation_limit", invite)).toBe(5);
      expect(await client().invitation.count({ where: { organizationId } })).toBe(500);
    });

    test("one key may have executors", async () => {
      const { tenant, owner } = await tenants.newTenant();
      const { organizationId } = tenant;
      const { secret } = await owner.trpc.apiKeys.create.mutate({ name: "shared", target: { kind: "newExecutor" } });
      const sync = async (index: number) => (await owner.sync(secret, { name: `new-${index}` })).reason ?? "accepted";
      expect(await sync(AT_ONCE)).toBe("accepted");
      const { id } = await client().executor.findFirstOrThrow({ where: { organizationId } });
      const bound = { id: `'exe_' || n`, name: "'bound-' || n", name_folded: "'bound-' || n" };
      await copyRow(tenants.server, "executor", id, 9_994, bound);
      expect(await accepted("executor_limit", sync)).toBe(5);
      expect(await client().executor.count({ where: { organizationId } })).toBe(10_000);
    });
  },
);
