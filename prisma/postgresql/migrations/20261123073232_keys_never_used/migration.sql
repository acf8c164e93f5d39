-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "first_used_at" TIMESTAMP(3);

-- CreateIndex
CREATE INDEX "api_key_organization_id_first_used_at_revoked_at_id_idx" ON "api_key"("organization_id", "first_used_at", "revoked_at", "id");
