-- CreateTable
CREATE TABLE "command_login" (
    "device_code_hash" TEXT NOT NULL PRIMARY KEY,
    "user_code_hash" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "source_address" TEXT NOT NULL,
    "scopes" TEXT NOT NULL,
    "expires_in_days" INTEGER NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "hint" TEXT NOT NULL,
    "requested_at" DATETIME NOT NULL,
    "expires_at" DATETIME NOT NULL,
    "outcome" TEXT,
    "decided_at" DATETIME,
    "management_key_id" TEXT
);

-- CreateIndex
CREATE UNIQUE INDEX "command_login_user_code_hash_key" ON "command_login"("user_code_hash");

-- CreateIndex
CREATE INDEX "command_login_expires_at_idx" ON "command_login"("expires_at");
