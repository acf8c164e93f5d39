-- AlterTable
ALTER TABLE "organization" ADD COLUMN "exempt_label" TEXT;
