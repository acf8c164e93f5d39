-- DropIndex
DROP INDEX "api_key_replaces_key_id_key";

-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "pending_for" TEXT;

-- AlterTable
ALTER TABLE "executor" ADD COLUMN     "cannot_renew" TEXT,
ADD COLUMN     "contested_at" TIMESTAMP(3),
ADD COLUMN     "renew_at" TIMESTAMP(3);

-- CreateIndex
CREATE UNIQUE INDEX "api_key_pending_for_key" ON "api_key"("pending_for");

-- CreateIndex
CREATE INDEX "api_key_replaces_key_id_idx" ON "api_key"("replaces_key_id");
