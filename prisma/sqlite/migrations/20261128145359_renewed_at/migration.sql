-- AlterTable
ALTER TABLE "api_key" ADD COLUMN "renewed_at" DATETIME;
