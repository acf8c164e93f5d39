import { listAuditInput, verifyAuditInput } from "../contract/audit.ts";
import { trpc } from "../trpc/init.ts";
import { memberProcedure, permitted } from "../trpc/procedures.ts";
import { listAuditRows } from "./list-audit-rows.ts";
import { verifyAuditLog } from "./verify-audit-log.ts";

export const auditRouter = trpc.router({
  list: memberProcedure.input(listAuditInput).query(({ ctx, input }) => listAuditRows(ctx, input)),
  verify: permitted("verifyAudit")
    .input(verifyAuditInput)
    .query(({ ctx, input }) => verifyAuditLog(ctx, input?.head ?? null)),
});
