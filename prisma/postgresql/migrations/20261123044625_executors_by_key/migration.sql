-- DropIndex
DROP INDEX "executor_organization_id_bound_key_id_idx";

-- CreateIndex
CREATE INDEX "executor_organization_id_bound_key_id_name_folded_id_idx" ON "executor"("organization_id", "bound_key_id", "name_folded", "id");
