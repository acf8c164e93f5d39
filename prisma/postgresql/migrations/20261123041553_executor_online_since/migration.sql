-- AlterTable
ALTER TABLE "executor" ADD COLUMN     "online_since" TIMESTAMP(3);
