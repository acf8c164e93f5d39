-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "renewed_at" TIMESTAMP(3);
