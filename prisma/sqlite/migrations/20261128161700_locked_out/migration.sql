-- CreateTable
CREATE TABLE "locked_out_executor" (
    "organization_id" TEXT NOT NULL,
    "executor_name" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "executor_kind" TEXT NOT NULL,
    "host" TEXT,
    "address" TEXT NOT NULL,
    "first_at" DATETIME NOT NULL,
    "last_at" DATETIME NOT NULL,

    PRIMARY KEY ("organization_id", "executor_name"),
    CONSTRAINT "locked_out_executor_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- AlterTable
ALTER TABLE "enrolment_code" ADD COLUMN "labels" TEXT NOT NULL DEFAULT '{}';

-- CreateIndex
CREATE INDEX "locked_out_executor_last_at_idx" ON "locked_out_executor"("last_at");
