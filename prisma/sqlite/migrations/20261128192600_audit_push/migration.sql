-- CreateTable
CREATE TABLE "audit_push_cursor" (
    "destination" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "failures" INTEGER NOT NULL,
    "claimed_by" TEXT NOT NULL,
    "claimed_until" DATETIME NOT NULL,
    "due_at" DATETIME NOT NULL,

    PRIMARY KEY ("destination", "organization_id")
);
