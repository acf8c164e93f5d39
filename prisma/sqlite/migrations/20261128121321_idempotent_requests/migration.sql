-- CreateTable
CREATE TABLE "idempotent_request" (
    "organization_id" TEXT NOT NULL,
    "management_key_id" TEXT NOT NULL,
    "key_hash" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "claimed_at" DATETIME NOT NULL,
    "answer" TEXT,

    PRIMARY KEY ("management_key_id", "key_hash"),
    CONSTRAINT "idempotent_request_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "idempotent_request_claimed_at_idx" ON "idempotent_request"("claimed_at");

-- CreateIndex
CREATE INDEX "idempotent_request_organization_id_idx" ON "idempotent_request"("organization_id");
