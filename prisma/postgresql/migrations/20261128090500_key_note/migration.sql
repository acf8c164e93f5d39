-- AlterTable
ALTER TABLE "api_key" ADD COLUMN "note" TEXT NOT NULL DEFAULT '';
