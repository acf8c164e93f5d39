-- CreateTable
CREATE TABLE "audit_witness" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL,
    "created_by_id" TEXT NOT NULL,
    "created_by_name" TEXT NOT NULL,

    CONSTRAINT "audit_witness_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cosigned_head" (
    "witness_id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "received_at" TIMESTAMP(3) NOT NULL,
    "note" TEXT NOT NULL,

    CONSTRAINT "cosigned_head_pkey" PRIMARY KEY ("witness_id","sequence","hash")
);

-- CreateIndex
CREATE UNIQUE INDEX "audit_witness_organization_id_name_key" ON "audit_witness"("organization_id", "name");

-- CreateIndex
CREATE INDEX "cosigned_head_organization_id_sequence_idx" ON "cosigned_head"("organization_id", "sequence");

-- AddForeignKey
ALTER TABLE "audit_witness" ADD CONSTRAINT "audit_witness_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cosigned_head" ADD CONSTRAINT "cosigned_head_witness_id_fkey" FOREIGN KEY ("witness_id") REFERENCES "audit_witness"("id") ON DELETE CASCADE ON UPDATE CASCADE;
