import type { NeededScope } from "../domain/management-key-judgement.ts";

/**
 * Which scope each procedure asks of a management key; null: no management key may call it; any: each
 * may. A procedure that is not here is
 * refused, and its absence does not compile (`procedure-scopes.test.ts`).
 */
export const PROCEDURE_SCOPES = {
  "account.get": null,
  "account.update": null,
  "account.changePassword": null,
  "account.sessions.list": null,
  "account.sessions.revoke": null,
  "account.twoFactor.enable": null,
  "account.twoFactor.confirm": null,
  "account.twoFactor.disable": null,
  "apiKeys.list": "keys:read",
  "apiKeys.listNamed": "keys:read",
  "apiKeys.facet": "keys:read",
  "apiKeys.get": "keys:read",
  "apiKeys.activity": "keys:read",
  // It looks into every organization of a person.
  "apiKeys.lookUp": null,
  "apiKeys.create": "keys:write",
  "apiKeys.update": "keys:write",
  "apiKeys.ensure": "keys:write",
  "apiKeys.rotate": "keys:write",
  "apiKeys.pause": "keys:write",
  "apiKeys.resume": "keys:write",
  "apiKeys.revoke": "keys:write",
  "apiKeys.delete": "keys:write",
  "apiKeys.preview": "keys:read",
  "apiKeys.revokeMany": "keys:write",
  "apiKeys.labelMany": "keys:write",
  "apiKeys.rotateMany": "keys:write",
  "apiKeys.renew": "keys:write",
  "apiKeys.renewMany": "keys:write",
  "apiKeys.deleteMany": "keys:write",
  "codes.list": "keys:read",
  "codes.create": "keys:write",
  "codes.revoke": "keys:write",
  "audit.list": "audit:read",
  "audit.verify": "audit:read",
  "events.list": "events:read",
  // Executors present their own keys here.
  "executor.sync": null,
  "executors.list": "executors:read",
  "executors.facet": "executors:read",
  "executors.get": "executors:read",
  "executors.activity": "executors:read",
  "executors.keyHistory": "executors:read",
  "executors.recipe": "executors:read",
  // It creates an API key.
  "executors.connect": "keys:write",
  "executors.update": "executors:write",
  "executors.revokeAccess": "executors:write",
  "executors.renew": "executors:write",
  "executors.delete": "executors:write",
  "invitations.list": null,
  "invitations.create": null,
  "invitations.resend": null,
  "invitations.cancel": null,
  "invitations.preview": null,
  "invitations.accept": null,
  "live.subscribe": null,
  "logins.begin": null,
  "logins.poll": null,
  "logins.preview": null,
  "logins.confirm": null,
  "logins.refuse": null,
  // Each key may end itself.
  "logins.end": "any",
  "managementKeys.list": null,
  "managementKeys.create": null,
  "managementKeys.revoke": null,
  "members.list": "members:read",
  "members.listFormer": "members:read",
  "members.changeRole": null,
  "members.remove": null,
  "members.resetPassword": null,
  "members.leave": null,
  "organizations.list": null,
  "organizations.locate": null,
  // Each member's own.
  "notices.list": null,
  "notices.markRead": null,
  "organizations.create": null,
  "organizations.setActive": null,
  "organizations.update": null,
  "organizations.transferOwnership": null,
  "organizations.deactivate": null,
  "organizations.reactivate": null,
  // It names keys, executors and refusals together.
  "overview.get": null,
  "passwordResets.preview": null,
  "passwordResets.complete": null,
  "policies.get": "keys:read",
  "policies.preview": "keys:read",
  // A scope of its own: with it a program can let its own keys live for longer.
  "policies.update": "policies:write",
  "server.info": null,
  "setup.status": null,
  "setup.createOwner": null,
} as const satisfies Readonly<Record<string, NeededScope>>;

/** The scope that a procedure asks for; null where no management key may call it, and for a path that is no procedure's. */
export function scopeOfProcedure(path: string): NeededScope {
  return Object.hasOwn(PROCEDURE_SCOPES, path) ? PROCEDURE_SCOPES[path as keyof typeof PROCEDURE_SCOPES] : null;
}
