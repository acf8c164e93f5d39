-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "target_executor_kind" TEXT;
