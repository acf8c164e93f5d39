import { effectsOfRecord, type Change } from "@excalibur/api/server";
import { claimRequest } from "../stores/claim-request.ts";
import { createApiKeyWrites } from "../stores/api-key-store.ts";
import { createLockOutWrites } from "../stores/lock-out-store.ts";
import { createChannelWrites } from "../stores/channel-store.ts";
import { createCodeWrites } from "../stores/code-store.ts";
import { createEventWrites } from "../stores/event-store.ts";
import { createExecutorWrites } from "../stores/executor-store.ts";
import { createInvitationWrites } from "../stores/invitation-store.ts";
import { createLoginWrites } from "../stores/login-store.ts";
import { createManagementKeyWrites } from "../stores/management-key-store.ts";
import { createMemberWrites } from "../stores/member-store.ts";
import { createNotificationWrites } from "../stores/notification-store.ts";
import { createOrganizationWrites } from "../stores/organization-store.ts";
import { createPolicyWrites } from "../stores/policy-store.ts";
import { createUserWrites } from "../stores/user-store.ts";
import { createWitnessWrites } from "../stores/witness-store.ts";
import type { ChangeScope } from "./change-scope.ts";

/** A change over a transaction: what it causes is added to the effects of its scope. */
export function createChange(scope: ChangeScope & { readonly now: Date }): Change {
  const { effects, now } = scope;
  return {
    now,
    apiKeys: createApiKeyWrites(scope),
    managementKeys: createManagementKeyWrites(scope),
    logins: createLoginWrites(scope.client),
    codes: createCodeWrites(scope),
    lockOuts: createLockOutWrites(scope),
    executors: createExecutorWrites(scope),
    organizations: createOrganizationWrites(scope),
    policies: createPolicyWrites(scope),
    members: createMemberWrites(scope),
    invitations: createInvitationWrites(scope),
    users: createUserWrites(scope),
    witnesses: createWitnessWrites(scope.client),
    events: createEventWrites(scope),
    channels: createChannelWrites(scope.client),
    notifications: createNotificationWrites(scope),
    claimRequest: (request) => claimRequest(scope.client, request, now),
    record: (...entries) => effects.add(...entries.flatMap(effectsOfRecord)),
    invalidate: (organizationId, keyIds) => effects.add({ kind: "invalidate", organizationId, keyIds }),
  };
}
