-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "ends_early" BOOLEAN,
ADD COLUMN     "issued_expires_at" TIMESTAMP(3),
ADD COLUMN     "retires_at" TIMESTAMP(3),
ADD COLUMN     "retires_when_moved" BOOLEAN;

-- CreateIndex
CREATE INDEX "api_key_retires_at_idx" ON "api_key"("retires_at");
