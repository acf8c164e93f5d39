-- AlterTable
ALTER TABLE "executor" ADD COLUMN     "refused_at" TIMESTAMP(3),
ADD COLUMN     "refused_reason" TEXT,
ADD COLUMN     "refused_since" TIMESTAMP(3);
