import {
  createManagementKeyInput,
  listManagementKeysInput,
  managementKeyIdInput,
} from "../contract/management-keys.ts";
import { trpc } from "../trpc/init.ts";
import { managerProcedure, permitted } from "../trpc/procedures.ts";
import { createManagementKey } from "./create-management-key.ts";
import { listManagementKeys } from "./list-management-keys.ts";
import { revokeManagementKey } from "./revoke-management-key.ts";

export const managementKeysRouter = trpc.router({
  list: permitted("manageCredentials")
    .input(listManagementKeysInput)
    .query(({ ctx, input }) => listManagementKeys(ctx, input)),
  create: managerProcedure
    .input(createManagementKeyInput)
    .mutation(({ ctx, input }) => createManagementKey(ctx, input)),
  revoke: managerProcedure.input(managementKeyIdInput).mutation(({ ctx, input }) => revokeManagementKey(ctx, input.id)),
});
