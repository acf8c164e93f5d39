-- CreateIndex
CREATE INDEX "api_key_organization_id_created_by_id_revoked_at_expires_at_id_idx" ON "api_key"("organization_id", "created_by_id", "revoked_at", "expires_at", "id");
