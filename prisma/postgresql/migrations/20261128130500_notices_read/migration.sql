-- AlterTable
ALTER TABLE "member" ADD COLUMN     "notices_read_at" TIMESTAMP(3);
