import { previewPolicyInput, updatePolicyInput } from "../contract/policies.ts";
import { trpc } from "../trpc/init.ts";
import { managerProcedure, memberProcedure, permitted } from "../trpc/procedures.ts";
import { previewPolicy } from "./preview-policy.ts";
import { readPolicy } from "./read-policy.ts";
import { updatePolicy } from "./update-policy.ts";

export const policiesRouter = trpc.router({
  get: memberProcedure.query(({ ctx }) => readPolicy(ctx)),
  preview: permitted("manageCredentials")
    .input(previewPolicyInput)
    .query(({ ctx, input }) => previewPolicy(ctx, input)),
  update: managerProcedure.input(updatePolicyInput).mutation(({ ctx, input }) => updatePolicy(ctx, input)),
});
