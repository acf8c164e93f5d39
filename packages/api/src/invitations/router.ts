import {
  acceptInvitationInput,
  createInvitationInput,
  invitationIdInput,
  invitationTokenInput,
} from "../contract/invitations.ts";
import { trpc } from "../trpc/init.ts";
import { memberManagerProcedure, permitted, publicProcedure } from "../trpc/procedures.ts";
import { acceptInvitation } from "./accept-invitation.ts";
import { cancelInvitation } from "./cancel-invitation.ts";
import { createInvitation } from "./create-invitation.ts";
import { listInvitations } from "./list-invitations.ts";
import { previewInvitation } from "./preview-invitation.ts";
import { resendInvitation } from "./resend-invitation.ts";

export const invitationsRouter = trpc.router({
  list: permitted("manageMembers").query(({ ctx }) => listInvitations(ctx)),
  create: memberManagerProcedure
    .input(createInvitationInput)
    .mutation(({ ctx, input }) => createInvitation(ctx, input)),
  resend: memberManagerProcedure.input(invitationIdInput).mutation(({ ctx, input }) => resendInvitation(ctx, input.id)),
  cancel: memberManagerProcedure.input(invitationIdInput).mutation(({ ctx, input }) => cancelInvitation(ctx, input.id)),
  // A mutation, because a query's input would stand in the address.
  preview: publicProcedure
    .input(invitationTokenInput)
    .mutation(({ ctx, input }) => previewInvitation(ctx, input.token)),
  accept: publicProcedure.input(acceptInvitationInput).mutation(({ ctx, input }) => acceptInvitation(ctx, input)),
});
