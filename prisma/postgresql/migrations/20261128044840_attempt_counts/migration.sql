-- AlterTable
ALTER TABLE "two_factor" ADD COLUMN     "last_accepted_step" INTEGER;

-- CreateTable
CREATE TABLE "attempt_count" (
    "subject" TEXT NOT NULL,
    "points" INTEGER NOT NULL,
    "window_ends_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "attempt_count_pkey" PRIMARY KEY ("subject")
);

-- CreateIndex
CREATE INDEX "attempt_count_window_ends_at_idx" ON "attempt_count"("window_ends_at");
