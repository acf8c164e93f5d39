-- AlterTable
ALTER TABLE "api_key" ADD COLUMN "note_folded" TEXT NOT NULL DEFAULT '';

-- CreateIndex
CREATE INDEX "api_key_organization_id_note_folded_id_idx" ON "api_key"("organization_id", "note_folded", "id");
