-- AlterTable
ALTER TABLE "executor" ADD COLUMN "disconnected_at" DATETIME;

-- CreateIndex
CREATE INDEX "executor_disconnected_at_last_seen_at_idx" ON "executor"("disconnected_at", "last_seen_at");
