import {
  connectExecutorInput,
  executorIdInput,
  keyHistoryInput,
  listExecutorsInput,
  readExecutorFacetInput,
  updateExecutorInput,
  writeRecipeInput,
} from "../contract/executors.ts";
import { readExecutorActivity } from "../api-keys/read-activity.ts";
import { renewExecutorInput } from "../contract/renewals.ts";
import { askExecutorToRenew } from "../renewals/ask-to-renew.ts";
import { trpc } from "../trpc/init.ts";
import { managerProcedure, memberProcedure } from "../trpc/procedures.ts";
import { connectExecutor } from "./connect-executor.ts";
import { deleteExecutor } from "./delete-executor.ts";
import { getExecutor } from "./get-executor.ts";
import { listExecutors } from "./list-executors.ts";
import { listLockedOut } from "./list-locked-out.ts";
import { listKeyHistory } from "./list-key-history.ts";
import { readExecutorFacet } from "./read-executor-facet.ts";
import { revokeExecutorAccess } from "./revoke-executor-access.ts";
import { updateExecutor } from "./update-executor.ts";
import { writeRecipe } from "./write-recipe.ts";

export const executorsRouter = trpc.router({
  list: memberProcedure.input(listExecutorsInput).query(({ ctx, input }) => listExecutors(ctx, input)),
  facet: memberProcedure.input(readExecutorFacetInput).query(({ ctx, input }) => readExecutorFacet(ctx, input)),
  get: memberProcedure.input(executorIdInput).query(({ ctx, input }) => getExecutor(ctx, input.id)),
  activity: memberProcedure.input(executorIdInput).query(({ ctx, input }) => readExecutorActivity(ctx, input.id)),
  lockedOut: memberProcedure.query(({ ctx }) => listLockedOut(ctx)),
  keyHistory: memberProcedure.input(keyHistoryInput).query(({ ctx, input }) => listKeyHistory(ctx, input)),
  connect: managerProcedure.input(connectExecutorInput).mutation(({ ctx, input }) => connectExecutor(ctx, input)),
  update: managerProcedure.input(updateExecutorInput).mutation(({ ctx, input }) => updateExecutor(ctx, input)),
  recipe: managerProcedure.input(writeRecipeInput).query(({ ctx, input }) => writeRecipe(ctx, input)),
  revokeAccess: managerProcedure
    .input(executorIdInput)
    .mutation(({ ctx, input }) => revokeExecutorAccess(ctx, input.id)),
  renew: managerProcedure.input(renewExecutorInput).mutation(({ ctx, input }) => askExecutorToRenew(ctx, input.id)),
  delete: managerProcedure.input(executorIdInput).mutation(({ ctx, input }) => deleteExecutor(ctx, input.id)),
});
