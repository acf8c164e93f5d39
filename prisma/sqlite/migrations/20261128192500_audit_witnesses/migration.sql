-- CreateTable
CREATE TABLE "audit_witness" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "organization_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL,
    "created_by_id" TEXT NOT NULL,
    "created_by_name" TEXT NOT NULL,
    CONSTRAINT "audit_witness_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "cosigned_head" (
    "witness_id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "received_at" DATETIME NOT NULL,
    "note" TEXT NOT NULL,

    PRIMARY KEY ("witness_id", "sequence", "hash"),
    CONSTRAINT "cosigned_head_witness_id_fkey" FOREIGN KEY ("witness_id") REFERENCES "audit_witness" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "audit_witness_organization_id_name_key" ON "audit_witness"("organization_id", "name");

-- CreateIndex
CREATE INDEX "cosigned_head_organization_id_sequence_idx" ON "cosigned_head"("organization_id", "sequence");
