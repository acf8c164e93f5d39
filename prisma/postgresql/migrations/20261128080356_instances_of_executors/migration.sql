-- AlterTable
ALTER TABLE "executor" ADD COLUMN     "duplicated_at" TIMESTAMP(3),
ADD COLUMN     "instances" TEXT;

-- CreateIndex
CREATE INDEX "executor_organization_id_duplicated_at_idx" ON "executor"("organization_id", "duplicated_at");
