import { listAuditInput, verifyAuditInput } from "../contract/audit.ts";
import { trpc } from "../trpc/init.ts";
import { memberProcedure, permitted } from "../trpc/procedures.ts";
import { listAuditRows } from "./list-audit-rows.ts";
import { verifyAndTell } from "../notifications/check-audit-logs.ts";

export const auditRouter = trpc.router({
  list: memberProcedure.input(listAuditInput).query(({ ctx, input }) => listAuditRows(ctx, input)),
  verify: permitted("verifyAudit")
    .input(verifyAuditInput)
    .query(({ ctx, input }) => verifyAndTell(ctx, input?.head ?? null)),
});
