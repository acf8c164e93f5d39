/**
 * How much a permitted user may add. Rows of the audit log are never deleted, and neither are organizations, so without
 * a bound one person could fill the disk of all (docs/security.md lists every table that grows).
 */

/** Changes of one user in a minute, in one server process. A script that makes keys for 300 hosts stays far below. */
export const CHANGES_A_MINUTE = 600;

/** Sign-ins of one user in ten minutes, in one server process; each makes a session and an audit row. */
export const SIGN_INS_IN_TEN_MINUTES = 60;

/** Requests with one management key in a minute, in one server process. */
export const MANAGEMENT_REQUESTS_A_MINUTE = 1_200;

/** Renewals that one executor asks for in an hour, in one server process: each makes a key, and revokes one. */
export const RENEWALS_AN_HOUR = 300;

/** Logins of commands that one address begins in ten minutes, in one server process. */
export const LOGINS_IN_TEN_MINUTES = 30;

/** How often a command may ask in a minute what became of its login, in one server process. */
export const LOGIN_POLLS_A_MINUTE = 120;

/** Logins that wait to be confirmed, of the whole installation. */
export const MAX_OPEN_LOGINS = 1_000;

const MAX_ACTIVE_MANAGEMENT_KEYS = 100;
const MAX_WITNESSES = 10;
const MAX_EXECUTORS_OF_KEY = 10_000;
const MAX_OPEN_INVITATIONS = 500;

/** Whether another executor may connect with a key that so many are bound to. */
export function mayBindAnother(boundExecutors: number): boolean {
  return boundExecutors < MAX_EXECUTORS_OF_KEY;
}

/** Whether an organization with so many open invitations may make another. */
export function mayInviteAnother(openInvitations: number): boolean {
  return openInvitations < MAX_OPEN_INVITATIONS;
}

/** Whether another login may begin while so many wait. */
export function mayBeginLogin(open: number): boolean {
  return open < MAX_OPEN_LOGINS;
}

/** Whether an organization with so many active management keys may have another. */
export function mayAddManagementKey(active: number): boolean {
  return active < MAX_ACTIVE_MANAGEMENT_KEYS;
}

/** Whether an organization with so many witnesses of its audit log may have another. */
export function mayAddWitness(witnesses: number): boolean {
  return witnesses < MAX_WITNESSES;
}
