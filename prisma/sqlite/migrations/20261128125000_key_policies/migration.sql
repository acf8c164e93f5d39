-- AlterTable
ALTER TABLE "api_key" ADD COLUMN "unused_ends_at" DATETIME;

-- AlterTable
ALTER TABLE "organization" ADD COLUMN "default_life_days" INTEGER;
ALTER TABLE "organization" ADD COLUMN "longest_life_days" INTEGER;
ALTER TABLE "organization" ADD COLUMN "renew_at_percent" INTEGER;
ALTER TABLE "organization" ADD COLUMN "unused_days" INTEGER;

-- CreateIndex
CREATE INDEX "api_key_unused_ends_at_idx" ON "api_key"("unused_ends_at");
