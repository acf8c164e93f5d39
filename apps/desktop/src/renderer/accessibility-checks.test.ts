import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

/**
 * What the end-to-end tests call each screen, dialog and menu when axe looks at it, by the file that draws it. A new one
 * without its row here, or a row whose check is gone, fails.
 */
const CHECKS: Readonly<Record<string, readonly string[]>> = {
  "features/account/account-screen.tsx": ["account"],
  "features/account/disable-two-factor-dialog.tsx": ["turn off two-factor"],
  "features/account/sessions-section.tsx": ["end session"],
  "features/account/set-up-two-factor-dialog.tsx": ["set up two-factor", "recovery codes"],
  "features/api-keys/change/delete-dialog.tsx": ["delete"],
  "components/executor-choice.tsx": ["choice of an executor"],
  "components/details-dialog.tsx": ["details of a key", "details of an executor"],
  "features/api-keys/change/key-menu.tsx": ["menu of a key"],
  "features/api-keys/change/many/label-many-dialog.tsx": ["label many"],
  "features/api-keys/change/many/many-keys-dialog.tsx": ["revoke many", "delete many"],
  "features/api-keys/change/many/renew-many-dialog.tsx": ["renew many"],
  "features/api-keys/change/many/rotate-many-dialog.tsx": ["rotate many"],
  "features/api-keys/change/many/rotated-keys-dialog.tsx": ["secrets of many keys"],
  "features/api-keys/change/pause-dialog.tsx": ["pause"],
  "features/api-keys/change/resume-dialog.tsx": ["resume"],
  "features/api-keys/change/revoke-dialog.tsx": ["revoke"],
  "features/api-keys/change/renew-dialog.tsx": ["renew"],
  "features/api-keys/change/rotate-dialog.tsx": ["rotate"],
  "features/api-keys/issue/new-key-dialog.tsx": ["new key", "new key with errors", "new key for an executor"],
  "features/api-keys/issue/secret-dialog.tsx": ["one-time secret", "one-time secret, bound"],
  "features/api-keys/key/key-screen.tsx": ["key page", "missing key", "page of a refused key"],
  "features/api-keys/list/facet-row.tsx": ["days on which keys expire"],
  "features/api-keys/list/keys-screen.tsx": ["list", "empty list", "nothing found", "list of a member"],
  "features/api-keys/list/keys-toolbar.tsx": ["menu of statuses"],
  "features/api-keys/list/person-facet.tsx": ["people of a facet"],
  "features/api-keys/list/used-by-cell.tsx": ["all executors of a key"],
  "features/audit-log/audit-row-dialog.tsx": ["audit row"],
  "features/audit-log/audit-screen.tsx": ["audit log"],
  "features/audit-log/days-filter.tsx": ["audit log, days"],
  "features/audit-log/filter-parts.tsx": ["menu of actions"],
  "features/audit-log/remove-witness-dialog.tsx": ["remove a witness"],
  "features/audit-log/verify-dialog.tsx": ["verified chain", "broken chain"],
  "features/audit-log/witnesses-dialog.tsx": ["witnesses"],
  "features/events/events-screen.tsx": ["events", "no events"],
  "features/events/events-toolbar.tsx": ["menu of events"],
  "features/executors/change/delete-executor-dialog.tsx": ["delete an executor"],
  "features/executors/change/executor-menu.tsx": ["menu of an executor"],
  "features/executors/change/renew-dialog.tsx": ["renew the key of an executor"],
  "features/executors/change/revoke-access-dialog.tsx": ["revoke an executor's access"],
  "features/executors/connect/code-dialog.tsx": ["enrolment code"],
  "features/executors/connect/connect-form-dialog.tsx": ["connect new executor", "connect new executor with errors"],
  "features/executors/connect/recipe-dialog.tsx": ["commands for a new executor", "connected executor"],
  "lists/facets/facet-menu.tsx": ["values of a facet"],
  "features/executors/list/executors-screen.tsx": [
    "executors",
    "executors, some locked out",
    "no executors",
    "no executor matches",
  ],
  "features/executors/list/executors-toolbar.tsx": ["menu of presences"],
  "features/executors/locked-out/locked-out-codes-dialog.tsx": ["codes of locked-out executors"],
  "features/executors/locked-out/locked-out-dialog.tsx": ["locked out"],
  "features/executors/page/executor-screen.tsx": ["executor page", "missing executor"],
  "features/first-owner/first-owner-screen.tsx": ["first owner", "first owner with errors"],
  "features/incident/incident-screen.tsx": ["a key leaked", "a key leaked, found"],
  "features/management-keys/confirm-login-dialog.tsx": ["confirm a login", "what a login asks for"],
  "features/management-keys/management-key-secret-dialog.tsx": ["one-time management key"],
  "features/management-keys/management-keys-screen.tsx": ["management keys"],
  "features/management-keys/management-keys-table.tsx": ["menu of a management key"],
  "features/management-keys/new-management-key-dialog.tsx": ["new management key"],
  "features/management-keys/revoke-management-key-dialog.tsx": ["revoke a management key"],
  "features/members/cancel-dialog.tsx": ["cancel invitation"],
  "features/members/change-role-dialog.tsx": ["change role"],
  "features/members/handed-invitation.tsx": ["link of an invitation"],
  "features/members/invitation-menu.tsx": ["menu of an invitation"],
  "features/members/invite-dialog.tsx": ["invite"],
  "features/members/leave-dialog.tsx": ["leave organization"],
  "features/members/link-dialog.tsx": ["link of an invitation", "password reset link"],
  "features/members/member-menu.tsx": ["menu of a member"],
  "features/members/members-screen.tsx": ["members and invitations", "members as a member sees them"],
  "features/members/remove-member-dialog.tsx": ["remove member"],
  "features/members/reset-password-dialog.tsx": ["reset password"],
  "features/members/transfer-dialog.tsx": ["transfer ownership"],
  "features/notices/notice-centre.tsx": ["notices"],
  "features/notifications/channel-dialog.tsx": ["new channel", "change a channel"],
  "features/notifications/channel-secret-dialog.tsx": ["one-time secret of a channel"],
  "features/notifications/channels-table.tsx": ["menu of a channel"],
  "features/notifications/delete-channel-dialog.tsx": ["delete a channel"],
  "features/notifications/deliveries-dialog.tsx": ["messages of a channel"],
  "features/notifications/notifications-screen.tsx": ["notifications"],
  "features/notifications/rotate-secret-dialog.tsx": ["rotate the secret of a channel"],
  "features/organization/activation-section.tsx": ["deactivate", "reactivate"],
  "features/organization/codes/fleet-code-dialog.tsx": ["fleet code"],
  "features/organization/codes/fleet-code-form-dialog.tsx": ["new fleet code"],
  "features/organization/new-organization-dialog.tsx": ["new organization"],
  "features/organization/organization-screen.tsx": ["organization", "deactivated organization"],
  "features/overview/overview-screen.tsx": ["overview", "overview of nothing"],
  "features/policy/policy-screen.tsx": ["key policy", "key policy with errors", "key policy of a member"],
  "features/policy/save-policy-dialog.tsx": ["save the key policy"],
  "features/server-address/server-address-screen.tsx": ["server address, found", "servers"],
  "features/session/invitation/invitation-screen.tsx": ["join with a new account", "join as who is signed in"],
  "features/session/organization-choice.tsx": ["unknown organization"],
  "features/session/reset-password-screen.tsx": ["new password"],
  "features/session/session-ended-dialog.tsx": ["ended session"],
  "features/session/sign-in-screen.tsx": ["sign in", "refused sign-in", "second step"],
  "features/shell/account-menu.tsx": ["account menu"],
  "features/shell/organization-switcher.tsx": ["menu of organizations"],
  "features/shell/help/help-dialog.tsx": ["help"],
  "features/shell/palette/command-palette.tsx": ["command palette"],
  "features/shell/responsive-sidebar.tsx": ["sidebar as a drawer"],
  "features/shell/shortcuts/shortcuts-dialog.tsx": ["keyboard shortcuts"],
  "lists/export/export-menu.tsx": ["menu of exports"],
};

const desktop = fileURLToPath(new URL("../../", import.meta.url));
const OPENS =
  /<(?:Dialog|ConfirmDialog|LinkDialog|OneTimeSecretDialog|Menu|ActionsMenu|ChoiceMenu|Popover|EntryLayout|Radix\.Root)\b/;

function sources(folder: string, ending: string): string[] {
  const paths = readdirSync(desktop + folder, { recursive: true, encoding: "utf8" });
  return paths.filter((path) => path.endsWith(ending)).map((path) => path.replaceAll("\\", "/"));
}

function read(path: string): string {
  return readFileSync(desktop + path, "utf8");
}

it("has axe look at every screen, dialog and menu there is", () => {
  const drawn = ["components", "features", "lists"].flatMap((folder) =>
    sources(`src/renderer/${folder}`, ".tsx")
      .map((path) => `${folder}/${path}`)
      .filter((path) => path.endsWith("-screen.tsx") || OPENS.test(read(`src/renderer/${path}`))),
  );
  expect(drawn.toSorted()).toEqual(Object.keys(CHECKS).toSorted());
});

it("finds each of these checks in the end-to-end tests", () => {
  const tests = sources("e2e", ".ts").map((path) => read(`e2e/${path}`));
  const made = tests.flatMap((text) => [
    ...text.matchAll(/(?:expectAccessible\([\w.]+|check\(|, \{ check:) ?,? ?"([^"]+)"/g),
  ]);
  const names = new Set(made.map(([, name]) => name));
  expect(
    Object.values(CHECKS)
      .flat()
      .filter((name) => !names.has(name)),
  ).toEqual([]);
});
