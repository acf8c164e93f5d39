-- DropIndex
DROP INDEX "api_key_replaces_key_id_key";

-- AlterTable
ALTER TABLE "api_key" ADD COLUMN "pending_for" TEXT;

-- AlterTable
ALTER TABLE "executor" ADD COLUMN "cannot_renew" TEXT;
ALTER TABLE "executor" ADD COLUMN "contested_at" DATETIME;
ALTER TABLE "executor" ADD COLUMN "renew_at" DATETIME;

-- CreateIndex
CREATE UNIQUE INDEX "api_key_pending_for_key" ON "api_key"("pending_for");

-- CreateIndex
CREATE INDEX "api_key_replaces_key_id_idx" ON "api_key"("replaces_key_id");
