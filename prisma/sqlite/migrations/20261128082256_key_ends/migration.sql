-- AlterTable
ALTER TABLE "api_key" ADD COLUMN "ends_early" BOOLEAN;
ALTER TABLE "api_key" ADD COLUMN "issued_expires_at" DATETIME;
ALTER TABLE "api_key" ADD COLUMN "retires_at" DATETIME;
ALTER TABLE "api_key" ADD COLUMN "retires_when_moved" BOOLEAN;

-- CreateIndex
CREATE INDEX "api_key_retires_at_idx" ON "api_key"("retires_at");
