-- AlterTable
ALTER TABLE "api_key" ADD COLUMN "revoked_reason" TEXT;
