-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "unused_ends_at" TIMESTAMP(3);

-- AlterTable
ALTER TABLE "organization" ADD COLUMN     "default_life_days" INTEGER,
ADD COLUMN     "longest_life_days" INTEGER,
ADD COLUMN     "renew_at_percent" INTEGER,
ADD COLUMN     "unused_days" INTEGER;

-- CreateIndex
CREATE INDEX "api_key_unused_ends_at_idx" ON "api_key"("unused_ends_at");
