-- AlterTable
ALTER TABLE "enrolment_code" ADD COLUMN     "labels" TEXT NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "locked_out_executor" (
    "organization_id" TEXT NOT NULL,
    "executor_name" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "executor_kind" TEXT NOT NULL,
    "host" TEXT,
    "address" TEXT NOT NULL,
    "first_at" TIMESTAMP(3) NOT NULL,
    "last_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "locked_out_executor_pkey" PRIMARY KEY ("organization_id","executor_name")
);

-- CreateIndex
CREATE INDEX "locked_out_executor_last_at_idx" ON "locked_out_executor"("last_at");

-- AddForeignKey
ALTER TABLE "locked_out_executor" ADD CONSTRAINT "locked_out_executor_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;
