import { cosignedBy, TEST_WITNESS, UNUSED_WITNESS_KEY } from "./witness.ts";

/** Who may call a procedure. */
export type Caller = "anyone" | "signedIn" | "member" | "reader" | "manager" | "owner" | "executor";

interface Row {
  readonly caller: Caller;
  /** Input that names things of the tenant it is given. */
  readonly input: (ids: ProcedureIds) => unknown;
  /** What someone gets who uses another tenant's ids; absent where no id is taken. */
  readonly foreign?: string;
}

export interface ProcedureIds {
  readonly keyId: string;
  readonly managementKeyId: string;
  readonly executorId: string;
  readonly organizationId: string;
  readonly memberId: string;
  readonly invitationId: string;
  readonly codeId: string;
  readonly channelId: string;
  readonly sessionId: string;
  readonly witnessId: string;
}

/** One row for every procedure there is. A new procedure without a row fails the first test. */
export const PROCEDURES: Record<string, Row> = {
  "account.get": { caller: "signedIn", input: () => undefined },
  "account.update": { caller: "signedIn", input: () => ({ name: "x" }) },
  "account.changePassword": {
    caller: "signedIn",
    input: () => ({ currentPassword: "x", newPassword: "x".repeat(20) }),
  },
  "account.sessions.list": { caller: "signedIn", input: () => undefined },
  "account.sessions.revoke": {
    caller: "signedIn",
    input: ({ sessionId }) => ({ id: sessionId }),
    foreign: "session_not_found",
  },
  "account.twoFactor.enable": { caller: "signedIn", input: () => ({ password: "x" }) },
  "account.twoFactor.confirm": { caller: "signedIn", input: () => ({ code: "000000" }) },
  "account.twoFactor.disable": { caller: "signedIn", input: () => ({ password: "x" }) },
  "passwordResets.preview": { caller: "anyone", input: () => ({ token: "x".repeat(43) }) },
  "passwordResets.complete": {
    caller: "anyone",
    input: () => ({ token: "x".repeat(43), newPassword: "x".repeat(20) }),
  },
  "apiKeys.list": { caller: "member", input: ({ executorId }) => ({ executorId }) },
  "apiKeys.listNamed": { caller: "member", input: () => ({}) },
  "apiKeys.facet": { caller: "member", input: ({ executorId }) => ({ facet: "creator", executorId }) },
  "apiKeys.get": { caller: "member", input: ({ keyId }) => ({ id: keyId }), foreign: "key_not_found" },
  "apiKeys.activity": { caller: "member", input: ({ keyId }) => ({ id: keyId }), foreign: "key_not_found" },
  "apiKeys.lookUp": { caller: "signedIn", input: () => ({ secretHashes: ["0".repeat(64)] }) },
  "apiKeys.create": {
    caller: "manager",
    input: ({ executorId }) => ({ name: "x", target: { kind: "executor", executorId } }),
    foreign: "executor_not_found",
  },
  "apiKeys.update": { caller: "manager", input: ({ keyId }) => ({ id: keyId, note: "x" }), foreign: "key_not_found" },
  "apiKeys.ensure": {
    caller: "manager",
    input: ({ executorId }) => ({ externalId: "host-1", name: "x", target: { kind: "executor", executorId } }),
    foreign: "executor_not_found",
  },
  "apiKeys.rotate": { caller: "manager", input: ({ keyId }) => ({ id: keyId }), foreign: "key_not_found" },
  "apiKeys.revoke": { caller: "manager", input: ({ keyId }) => ({ id: keyId }), foreign: "key_not_found" },
  "apiKeys.pause": { caller: "manager", input: ({ keyId }) => ({ id: keyId, minutes: 1 }), foreign: "key_not_found" },
  "apiKeys.resume": { caller: "manager", input: ({ keyId }) => ({ id: keyId }), foreign: "key_not_found" },
  "apiKeys.delete": { caller: "manager", input: ({ keyId }) => ({ id: keyId }), foreign: "key_not_found" },
  "apiKeys.preview": { caller: "reader", input: ({ keyId }) => ({ ids: [keyId] }) },
  "apiKeys.revokeMany": { caller: "manager", input: ({ keyId }) => ({ ids: [keyId] }) },
  "apiKeys.labelMany": { caller: "manager", input: ({ keyId }) => ({ ids: [keyId], set: { env: "prod" } }) },
  "apiKeys.rotateMany": { caller: "manager", input: ({ keyId }) => ({ ids: [keyId] }) },
  "apiKeys.renew": { caller: "manager", input: ({ keyId }) => ({ id: keyId }), foreign: "key_not_found" },
  "apiKeys.renewMany": { caller: "manager", input: ({ keyId }) => ({ ids: [keyId] }) },
  "apiKeys.deleteMany": { caller: "manager", input: ({ keyId }) => ({ ids: [keyId] }) },
  "channels.list": { caller: "member", input: () => undefined },
  "channels.create": { caller: "manager", input: () => ({ name: "feed", receiver: { kind: "calendar" } }) },
  "channels.ensure": { caller: "manager", input: () => ({ name: "feed 2", receiver: { kind: "calendar" } }) },
  "channels.update": {
    caller: "manager",
    input: ({ channelId }) => ({ id: channelId, name: "renamed" }),
    foreign: "channel_not_found",
  },
  "channels.delete": {
    caller: "manager",
    input: ({ channelId }) => ({ id: channelId }),
    foreign: "channel_not_found",
  },
  "channels.rotateSecret": {
    caller: "manager",
    input: ({ channelId }) => ({ id: channelId }),
    foreign: "channel_not_found",
  },
  "channels.test": { caller: "manager", input: ({ channelId }) => ({ id: channelId }), foreign: "channel_not_found" },
  "channels.deliveries": {
    caller: "reader",
    input: ({ channelId }) => ({ id: channelId }),
    foreign: "channel_not_found",
  },
  "channels.sendAgain": {
    caller: "manager",
    input: ({ channelId }) => ({ id: channelId, messageId: `msg_${"0".repeat(26)}` }),
    foreign: "channel_not_found",
  },
  "codes.list": { caller: "reader", input: () => undefined },
  "codes.uses": { caller: "reader", input: ({ codeId }) => ({ id: codeId }) },
  "codes.createForLockedOut": { caller: "manager", input: () => ({}) },
  "codes.create": { caller: "manager", input: () => ({ name: "edge-1" }) },
  "codes.revoke": { caller: "manager", input: ({ codeId }) => ({ id: codeId }), foreign: "code_not_found" },
  "audit.list": { caller: "member", input: ({ keyId }) => ({ targetKind: "api_key", targetId: keyId }) },
  "audit.verify": { caller: "owner", input: () => undefined },
  "events.list": { caller: "member", input: ({ executorId }) => ({ executorId }) },
  "executor.sync": { caller: "executor", input: () => ({ name: "x", kind: "agent", version: "1" }) },
  "executors.list": { caller: "member", input: ({ keyId }) => ({ apiKeyId: keyId }) },
  "executors.facet": { caller: "member", input: ({ keyId }) => ({ facet: "kind", apiKeyId: keyId }) },
  "executors.get": { caller: "member", input: ({ executorId }) => ({ id: executorId }), foreign: "executor_not_found" },
  "executors.activity": {
    caller: "member",
    input: ({ executorId }) => ({ id: executorId }),
    foreign: "executor_not_found",
  },
  "executors.keyHistory": {
    caller: "member",
    input: ({ executorId }) => ({ id: executorId }),
    foreign: "executor_not_found",
  },
  "executors.lockedOut": { caller: "member", input: () => undefined },
  "executors.connect": { caller: "manager", input: () => ({ name: "fresh", place: "bareMetal" }) },
  "executors.recipe": { caller: "manager", input: () => ({ name: "fresh", place: "bareMetal" }) },
  "executors.update": {
    caller: "manager",
    input: ({ executorId }) => ({ id: executorId, note: "x" }),
    foreign: "executor_not_found",
  },
  "executors.revokeAccess": {
    caller: "manager",
    input: ({ executorId }) => ({ id: executorId }),
    foreign: "executor_not_found",
  },
  "executors.renew": {
    caller: "manager",
    input: ({ executorId }) => ({ id: executorId }),
    foreign: "executor_not_found",
  },
  "executors.delete": {
    caller: "manager",
    input: ({ executorId }) => ({ id: executorId }),
    foreign: "executor_not_found",
  },
  "live.subscribe": { caller: "member", input: () => undefined },
  "invitations.list": { caller: "reader", input: () => undefined },
  "invitations.create": { caller: "manager", input: () => ({ email: "new@example.com", role: "member" }) },
  "invitations.resend": {
    caller: "manager",
    input: ({ invitationId }) => ({ id: invitationId }),
    foreign: "invitation_not_found",
  },
  "invitations.cancel": {
    caller: "manager",
    input: ({ invitationId }) => ({ id: invitationId }),
    foreign: "invitation_not_found",
  },
  "invitations.preview": { caller: "anyone", input: () => ({ token: "x".repeat(43) }) },
  "invitations.accept": { caller: "anyone", input: () => ({ token: "x".repeat(43) }) },
  "logins.begin": {
    caller: "anyone",
    input: () => ({
      name: "ada@laptop",
      host: "laptop",
      scopes: ["keys:read"],
      expiresInDays: 1,
      secretHash: "0".repeat(64),
      hint: "exm_aaaa",
    }),
  },
  "logins.poll": { caller: "anyone", input: () => ({ deviceCode: "x".repeat(43) }) },
  "logins.preview": { caller: "manager", input: () => ({ code: "AAAAA-AAAAA" }) },
  "logins.confirm": { caller: "manager", input: () => ({ code: "AAAAA-AAAAA" }) },
  "logins.refuse": { caller: "manager", input: () => ({ code: "AAAAA-AAAAA" }) },
  "logins.end": {
    caller: "member",
    input: ({ managementKeyId }) => ({ id: managementKeyId }),
    foreign: "management_key_not_found",
  },
  "managementKeys.list": { caller: "reader", input: () => ({}) },
  "managementKeys.create": {
    caller: "manager",
    input: () => ({ name: "x", scopes: ["keys:read"], expiresInDays: 1 }),
  },
  "managementKeys.revoke": {
    caller: "manager",
    input: ({ managementKeyId }) => ({ id: managementKeyId }),
    foreign: "management_key_not_found",
  },
  "members.list": { caller: "member", input: () => undefined },
  "members.listFormer": { caller: "reader", input: () => undefined },
  "members.changeRole": {
    caller: "manager",
    input: ({ memberId }) => ({ id: memberId, role: "admin" }),
    foreign: "member_not_found",
  },
  "members.remove": { caller: "manager", input: ({ memberId }) => ({ id: memberId }), foreign: "member_not_found" },
  "members.resetPassword": {
    caller: "manager",
    input: ({ memberId }) => ({ id: memberId }),
    foreign: "member_not_found",
  },
  "members.leave": { caller: "signedIn", input: () => undefined },
  "notices.list": { caller: "member", input: () => undefined },
  "notices.markRead": { caller: "member", input: () => ({ until: new Date() }) },
  "organizations.create": { caller: "signedIn", input: () => ({ name: "Fresh" }) },
  "organizations.setTimeZone": { caller: "manager", input: () => ({ timeZone: "Europe/Berlin" }) },
  "organizations.update": { caller: "owner", input: () => ({ name: "Renamed" }) },
  "organizations.transferOwnership": {
    caller: "owner",
    input: ({ memberId }) => ({ memberId }),
    foreign: "member_not_found",
  },
  "organizations.deactivate": { caller: "owner", input: () => undefined },
  "organizations.reactivate": { caller: "owner", input: () => undefined },
  "organizations.list": { caller: "signedIn", input: () => undefined },
  "organizations.locate": { caller: "signedIn", input: () => ({ id: `key_${"0".repeat(26)}` }) },
  "organizations.setActive": {
    caller: "signedIn",
    input: ({ organizationId }) => ({ id: organizationId }),
    foreign: "organization_not_found",
  },
  "overview.get": { caller: "member", input: () => undefined },
  "policies.get": { caller: "member", input: () => undefined },
  "policies.preview": { caller: "reader", input: () => ({ longestLifeDays: 90 }) },
  "policies.update": { caller: "manager", input: () => ({ longestLifeDays: 90 }) },
  "server.info": { caller: "anyone", input: () => undefined },
  "setup.status": { caller: "anyone", input: () => undefined },
  "setup.createOwner": {
    caller: "anyone",
    input: () => ({ code: "x", name: "x", email: "x@example.com", password: "x".repeat(20), organizationName: "x" }),
  },
  "witnesses.list": { caller: "owner", input: () => undefined },
  "witnesses.add": { caller: "owner", input: () => ({ key: UNUSED_WITNESS_KEY }) },
  "witnesses.remove": {
    caller: "owner",
    input: ({ witnessId }) => ({ id: witnessId }),
    foreign: "witness_not_found",
  },
  "witnesses.cosign": {
    caller: "owner",
    input: ({ organizationId }) => ({
      note: cosignedBy(TEST_WITNESS, { organizationId, sequence: 1, hash: "0".repeat(64) }),
    }),
    foreign: "cosignature_wrong",
  },
};
