-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "paused_until" TIMESTAMP(3);
