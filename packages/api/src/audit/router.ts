import { listAuditInput } from "../contract/audit.ts";
import { trpc } from "../trpc/init.ts";
import { memberProcedure } from "../trpc/procedures.ts";
import { listAuditRows } from "./list-audit-rows.ts";

export const auditRouter = trpc.router({
  list: memberProcedure.input(listAuditInput).query(({ ctx, input }) => listAuditRows(ctx, input)),
});
