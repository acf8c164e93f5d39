-- CreateTable
CREATE TABLE "notification_channel" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "organization_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "settings" TEXT NOT NULL,
    "sealed" TEXT,
    "token_hash" TEXT,
    "kinds" TEXT NOT NULL,
    "least_level" INTEGER NOT NULL,
    "offline_minutes" INTEGER NOT NULL,
    "digest_minute" INTEGER,
    "digest_due_at" DATETIME,
    "created_at" DATETIME NOT NULL,
    "created_by_id" TEXT NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "failing_since" DATETIME,
    "failing_why" TEXT,
    "refusals" INTEGER NOT NULL DEFAULT 0,
    "lease_until" DATETIME,
    "lease_holder" TEXT,
    CONSTRAINT "notification_channel_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "notification" (
    "message_id" TEXT NOT NULL,
    "channel_id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "level" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,
    "subject_id" TEXT,
    "subject_name" TEXT NOT NULL,
    "details" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "due_at" DATETIME,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "first_tried_at" DATETIME,
    "tried_at" DATETIME,
    "answer" TEXT,
    "reached" TEXT,
    "told_by" TEXT,

    PRIMARY KEY ("message_id", "channel_id")
);

-- CreateTable
CREATE TABLE "key_reminder" (
    "key_id" TEXT NOT NULL,
    "threshold" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("key_id", "threshold"),
    CONSTRAINT "key_reminder_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "api_key" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- AlterTable
ALTER TABLE "organization" ADD COLUMN "time_zone" TEXT NOT NULL DEFAULT 'UTC';
ALTER TABLE "organization" ADD COLUMN "told_broken_sequence" INTEGER;
ALTER TABLE "organization" ADD COLUMN "log_checked_at" DATETIME;

-- CreateIndex
CREATE UNIQUE INDEX "notification_channel_token_hash_key" ON "notification_channel"("token_hash");

-- CreateIndex
CREATE INDEX "notification_channel_organization_id_created_at_id_idx" ON "notification_channel"("organization_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "notification_channel_id_due_at_idx" ON "notification"("channel_id", "due_at");

-- CreateIndex
CREATE INDEX "notification_due_at_idx" ON "notification"("due_at");

-- CreateIndex
CREATE INDEX "notification_channel_id_at_message_id_idx" ON "notification"("channel_id", "at", "message_id");

-- CreateIndex
CREATE INDEX "notification_channel_id_told_by_idx" ON "notification"("channel_id", "told_by");

-- CreateIndex
CREATE INDEX "notification_channel_id_subject_id_at_idx" ON "notification"("channel_id", "subject_id", "at");

-- CreateIndex
CREATE INDEX "notification_at_idx" ON "notification"("at");
