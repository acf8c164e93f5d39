-- CreateTable
CREATE TABLE "audit_push_cursor" (
    "destination" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "failures" INTEGER NOT NULL,
    "claimed_by" TEXT NOT NULL,
    "claimed_until" TIMESTAMP(3) NOT NULL,
    "due_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "audit_push_cursor_pkey" PRIMARY KEY ("destination","organization_id")
);
