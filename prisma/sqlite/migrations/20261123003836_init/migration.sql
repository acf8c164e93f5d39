-- CreateTable
CREATE TABLE "user" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "created_at" DATETIME NOT NULL,
    "updated_at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "token" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "expires_at" DATETIME NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "active_organization_id" TEXT,
    "created_at" DATETIME NOT NULL,
    "updated_at" DATETIME NOT NULL,
    CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "password" TEXT,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" DATETIME,
    "refresh_token_expires_at" DATETIME,
    "scope" TEXT,
    "created_at" DATETIME NOT NULL,
    "updated_at" DATETIME NOT NULL,
    CONSTRAINT "account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "verification" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" DATETIME NOT NULL,
    "created_at" DATETIME NOT NULL,
    "updated_at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "installation" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "first_owner_id" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "organization" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "logo" TEXT,
    "metadata" TEXT,
    "created_at" DATETIME NOT NULL,
    "deactivated_at" DATETIME
);

-- CreateTable
CREATE TABLE "member" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "organization_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL,
    CONSTRAINT "member_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "member_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "invitation" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "organization_id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "inviter_id" TEXT NOT NULL,
    "expires_at" DATETIME NOT NULL,
    "created_at" DATETIME NOT NULL,
    CONSTRAINT "invitation_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "organization_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_folded" TEXT NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "hint" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL,
    "created_by_id" TEXT,
    "created_by_name" TEXT,
    "expires_at" DATETIME,
    "revoked_at" DATETIME,
    "last_used_at" DATETIME,
    "target_executor_id" TEXT,
    "target_executor_name" TEXT,
    "revoke_previous" BOOLEAN NOT NULL DEFAULT false,
    "replaces_key_id" TEXT,
    "replaced_by_key_id" TEXT,
    CONSTRAINT "api_key_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "executor" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "organization_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_folded" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "host" TEXT,
    "instance_id" TEXT,
    "capabilities" TEXT,
    "first_seen_at" DATETIME NOT NULL,
    "last_seen_at" DATETIME NOT NULL,
    "bound_key_id" TEXT,
    "bound_at" DATETIME NOT NULL,
    CONSTRAINT "executor_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "executor_bound_key_id_fkey" FOREIGN KEY ("bound_key_id") REFERENCES "api_key" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "executor_event" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "organization_id" TEXT NOT NULL,
    "executor_id" TEXT NOT NULL,
    "executor_name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "key_id" TEXT,
    "details" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "audit_head" (
    "organization_id" TEXT NOT NULL PRIMARY KEY,
    "sequence" INTEGER NOT NULL,
    "hash" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "audit_row" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "organization_id" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT,
    "actor_name" TEXT NOT NULL,
    "actor_email" TEXT,
    "actor_role" TEXT,
    "action" TEXT NOT NULL,
    "target_kind" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "target_name" TEXT NOT NULL,
    "details" TEXT NOT NULL,
    "source_address" TEXT,
    "previous_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_key" ON "session"("token");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "session_expires_at_idx" ON "session"("expires_at");

-- CreateIndex
CREATE INDEX "account_user_id_idx" ON "account"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "account_provider_id_account_id_key" ON "account"("provider_id", "account_id");

-- CreateIndex
CREATE INDEX "verification_identifier_idx" ON "verification"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "organization_slug_key" ON "organization"("slug");

-- CreateIndex
CREATE INDEX "member_user_id_created_at_idx" ON "member"("user_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "member_organization_id_user_id_key" ON "member"("organization_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_token_hash_key" ON "invitation"("token_hash");

-- CreateIndex
CREATE INDEX "invitation_organization_id_status_created_at_idx" ON "invitation"("organization_id", "status", "created_at");

-- CreateIndex
CREATE INDEX "invitation_email_idx" ON "invitation"("email");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_secret_hash_key" ON "api_key"("secret_hash");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_replaces_key_id_key" ON "api_key"("replaces_key_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_replaced_by_key_id_key" ON "api_key"("replaced_by_key_id");

-- CreateIndex
CREATE INDEX "api_key_organization_id_created_at_id_idx" ON "api_key"("organization_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "api_key_organization_id_name_folded_id_idx" ON "api_key"("organization_id", "name_folded", "id");

-- CreateIndex
CREATE INDEX "api_key_organization_id_last_used_at_id_idx" ON "api_key"("organization_id", "last_used_at", "id");

-- CreateIndex
CREATE INDEX "api_key_organization_id_expires_at_id_idx" ON "api_key"("organization_id", "expires_at", "id");

-- CreateIndex
CREATE INDEX "api_key_organization_id_revoked_at_idx" ON "api_key"("organization_id", "revoked_at");

-- CreateIndex
CREATE INDEX "api_key_target_executor_id_idx" ON "api_key"("target_executor_id");

-- CreateIndex
CREATE INDEX "executor_organization_id_name_folded_id_idx" ON "executor"("organization_id", "name_folded", "id");

-- CreateIndex
CREATE INDEX "executor_organization_id_last_seen_at_idx" ON "executor"("organization_id", "last_seen_at");

-- CreateIndex
CREATE INDEX "executor_bound_key_id_last_seen_at_idx" ON "executor"("bound_key_id", "last_seen_at");

-- CreateIndex
CREATE UNIQUE INDEX "executor_organization_id_name_key" ON "executor"("organization_id", "name");

-- CreateIndex
CREATE INDEX "executor_event_organization_id_at_id_idx" ON "executor_event"("organization_id", "at", "id");

-- CreateIndex
CREATE INDEX "executor_event_organization_id_executor_id_at_idx" ON "executor_event"("organization_id", "executor_id", "at");

-- CreateIndex
CREATE INDEX "executor_event_organization_id_type_at_idx" ON "executor_event"("organization_id", "type", "at");

-- CreateIndex
CREATE INDEX "audit_row_organization_id_at_idx" ON "audit_row"("organization_id", "at");

-- CreateIndex
CREATE INDEX "audit_row_organization_id_action_at_idx" ON "audit_row"("organization_id", "action", "at");

-- CreateIndex
CREATE INDEX "audit_row_organization_id_actor_id_at_idx" ON "audit_row"("organization_id", "actor_id", "at");

-- CreateIndex
CREATE INDEX "audit_row_organization_id_target_kind_target_id_at_idx" ON "audit_row"("organization_id", "target_kind", "target_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "audit_row_organization_id_sequence_key" ON "audit_row"("organization_id", "sequence");
