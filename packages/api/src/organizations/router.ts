import { organizationIdInput } from "../contract/organizations.ts";
import { trpc } from "../trpc/init.ts";
import { userProcedure } from "../trpc/procedures.ts";
import { listOrganizations } from "./list-organizations.ts";
import { setActiveOrganization } from "./set-active-organization.ts";

export const organizationsRouter = trpc.router({
  list: userProcedure.query(({ ctx }) => listOrganizations(ctx.services.data.organizations, ctx.user)),

  setActive: userProcedure
    .input(organizationIdInput)
    .mutation(({ ctx, input }) => setActiveOrganization(ctx.services, ctx.user, input.id)),
});
