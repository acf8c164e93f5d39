import {
  channelIdInput,
  createChannelInput,
  deliveryInput,
  listDeliveriesInput,
  updateChannelInput,
} from "../contract/channels.ts";
import { trpc } from "../trpc/init.ts";
import { managerProcedure, memberProcedure, permitted } from "../trpc/procedures.ts";
import { createChannel } from "./create-channel.ts";
import { ensureChannel } from "./ensure-channel.ts";
import { deleteChannel } from "./delete-channel.ts";
import { listChannels } from "./list-channels.ts";
import { listDeliveries } from "./list-deliveries.ts";
import { rotateChannelSecret } from "./rotate-channel-secret.ts";
import { sendAgain, testChannel } from "./send-by-hand.ts";
import { updateChannel } from "./update-channel.ts";

export const channelsRouter = trpc.router({
  list: memberProcedure.query(({ ctx }) => listChannels(ctx)),
  create: managerProcedure.input(createChannelInput).mutation(({ ctx, input }) => createChannel(ctx, input)),
  ensure: managerProcedure.input(createChannelInput).mutation(({ ctx, input }) => ensureChannel(ctx, input)),
  update: managerProcedure.input(updateChannelInput).mutation(({ ctx, input }) => updateChannel(ctx, input)),
  delete: managerProcedure.input(channelIdInput).mutation(({ ctx, input }) => deleteChannel(ctx, input.id)),
  rotateSecret: managerProcedure.input(channelIdInput).mutation(({ ctx, input }) => rotateChannelSecret(ctx, input.id)),
  test: managerProcedure.input(channelIdInput).mutation(({ ctx, input }) => testChannel(ctx, input.id)),
  deliveries: permitted("manageCredentials")
    .input(listDeliveriesInput)
    .query(({ ctx, input }) => listDeliveries(ctx, input)),
  sendAgain: managerProcedure.input(deliveryInput).mutation(({ ctx, input }) => sendAgain(ctx, input)),
});
