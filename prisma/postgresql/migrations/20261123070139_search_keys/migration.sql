-- DropIndex
DROP INDEX "api_key_organization_id_created_at_id_idx";

-- CreateIndex
CREATE INDEX "api_key_organization_id_created_at_id_name_folded_hint_revo_idx" ON "api_key"("organization_id", "created_at", "id", "name_folded", "hint", "revoked_at", "expires_at");
