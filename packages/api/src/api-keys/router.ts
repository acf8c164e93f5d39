import { createKeyInput, keyIdInput, listKeysInput, rotateKeyInput } from "../contract/api-keys.ts";
import { trpc } from "../trpc/init.ts";
import { managerProcedure, memberProcedure } from "../trpc/procedures.ts";
import { createKey } from "./create-key.ts";
import { deleteKey } from "./delete-key.ts";
import { getKey } from "./get-key.ts";
import { listKeys } from "./list-keys.ts";
import { revokeKey } from "./revoke-key.ts";
import { rotateKey } from "./rotate-key.ts";

export const apiKeysRouter = trpc.router({
  list: memberProcedure.input(listKeysInput).query(({ ctx, input }) => listKeys(ctx, input)),
  get: memberProcedure.input(keyIdInput).query(({ ctx, input }) => getKey(ctx, input.id)),
  create: managerProcedure.input(createKeyInput).mutation(({ ctx, input }) => createKey(ctx, input)),
  rotate: managerProcedure.input(rotateKeyInput).mutation(({ ctx, input }) => rotateKey(ctx, input)),
  revoke: managerProcedure.input(keyIdInput).mutation(({ ctx, input }) => revokeKey(ctx, input.id)),
  delete: managerProcedure.input(keyIdInput).mutation(({ ctx, input }) => deleteKey(ctx, input.id)),
});
