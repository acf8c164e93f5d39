import { addWitnessInput, cosignInput, witnessIdInput } from "../contract/witnesses.ts";
import { trpc } from "../trpc/init.ts";
import { ownerProcedure, permitted } from "../trpc/procedures.ts";
import { addWitness } from "./add-witness.ts";
import { cosignHead } from "./cosign-head.ts";
import { listWitnesses } from "./list-witnesses.ts";
import { removeWitness } from "./remove-witness.ts";

export const witnessesRouter = trpc.router({
  list: permitted("verifyAudit").query(({ ctx }) => listWitnesses(ctx)),
  add: ownerProcedure.input(addWitnessInput).mutation(({ ctx, input }) => addWitness(ctx, input)),
  remove: ownerProcedure.input(witnessIdInput).mutation(({ ctx, input }) => removeWitness(ctx, input.id)),
  cosign: permitted("verifyAudit")
    .input(cosignInput)
    .mutation(({ ctx, input }) => cosignHead(ctx, input.note)),
});
