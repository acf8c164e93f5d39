-- AlterTable
ALTER TABLE "executor" ADD COLUMN "refused_at" DATETIME;
ALTER TABLE "executor" ADD COLUMN "refused_reason" TEXT;
ALTER TABLE "executor" ADD COLUMN "refused_since" DATETIME;
