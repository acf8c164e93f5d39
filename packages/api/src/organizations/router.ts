import {
  createOrganizationInput,
  locateInput,
  organizationIdInput,
  transferOwnershipInput,
  updateOrganizationInput,
} from "../contract/organizations.ts";
import { setTimeZoneInput } from "../contract/channels.ts";
import { trpc } from "../trpc/init.ts";
import { managerProcedure, ownerProcedure, permitted, userProcedure } from "../trpc/procedures.ts";
import { createOrganization } from "./create-organization.ts";
import { deactivateOrganization, reactivateOrganization } from "./deactivate-organization.ts";
import { listOrganizations } from "./list-organizations.ts";
import { locateRecord } from "./locate-record.ts";
import { setActiveOrganization } from "./set-active-organization.ts";
import { setTimeZone } from "./set-time-zone.ts";
import { transferOwnership } from "./transfer-ownership.ts";
import { updateOrganization } from "./update-organization.ts";

export const organizationsRouter = trpc.router({
  list: userProcedure.query(({ ctx }) => listOrganizations(ctx.user)),
  locate: userProcedure
    .input(locateInput)
    .query(({ ctx, input }) => locateRecord(ctx.services.data, ctx.user, input.id)),
  create: userProcedure.input(createOrganizationInput).mutation(({ ctx, input }) => createOrganization(ctx, input)),
  setActive: userProcedure
    .input(organizationIdInput)
    .mutation(({ ctx, input }) => setActiveOrganization(ctx.services, ctx.user, input.id)),
  update: ownerProcedure.input(updateOrganizationInput).mutation(({ ctx, input }) => updateOrganization(ctx, input)),
  setTimeZone: managerProcedure.input(setTimeZoneInput).mutation(({ ctx, input }) => setTimeZone(ctx, input.timeZone)),
  transferOwnership: ownerProcedure
    .input(transferOwnershipInput)
    .mutation(({ ctx, input }) => transferOwnership(ctx, input.memberId)),
  deactivate: ownerProcedure.mutation(({ ctx }) => deactivateOrganization(ctx)),
  reactivate: permitted("manageOrganization").mutation(({ ctx }) => reactivateOrganization(ctx)),
});
