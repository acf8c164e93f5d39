import type { AppPage } from "../support/app-page.ts";
import { changeAccount, useSecondStep } from "./account.ts";
import {
  changeExecutors,
  connectExecutor,
  createKeyForExecutor,
  lookThroughExecutors,
  removeExecutor,
} from "./executors.ts";
import { changeChannels } from "./channels.ts";
import { askForRenewal, lookForLeakedKey, revokeManyKeys } from "./fleet.ts";
import { changeManagementKeys } from "./management-keys.ts";
import { chooseServer, createFirstOwner, workWithSeveralServers } from "./first-start.ts";
import { createKey, lookThroughKeys, rotateAndRevokeByMenu, rotateAndRevokeOnPage } from "./keys.ts";
import { changeMember, changeOrganization, invite, joinByInvitation, setNewPassword } from "./people.ts";
import { exportAuditLog, followOverview, narrowEvents, readAuditLog } from "./records.ts";
import { useThePalette } from "./shell.ts";

export type Engine = "Chromium" | "Electron";

export interface Flow {
  readonly does: string;
  readonly flow: (app: AppPage) => Promise<void>;
  readonly only?: Engine;
  /** Whether the page asks its host for something: the clipboard, a file, a menu, the server's address. */
  readonly asksHost?: true;
  /** Whether the quick lane walks it too: what an admin does with keys, executors and people. */
  readonly isCore?: true;
}

/** All flows, in an order in which each finds what it needs. */
export const FLOWS: readonly Flow[] = [
  { does: "chooses the server at the first start", flow: chooseServer, only: "Electron", asksHost: true },
  { does: "creates the first owner", flow: createFirstOwner, asksHost: true, isCore: true },
  {
    does: "creates a key, takes it along, and sees executors start with it",
    flow: createKey,
    asksHost: true,
    isCore: true,
  },
  { does: "searches, filters and sorts the keys", flow: lookThroughKeys },
  { does: "connects a new executor", flow: connectExecutor, isCore: true },
  { does: "searches and filters the executors", flow: lookThroughExecutors },
  { does: "moves an executor to a key of its own, and shuts another one out", flow: changeExecutors },
  { does: "creates a key for an existing executor", flow: createKeyForExecutor, isCore: true },
  { does: "follows the overview to what needs attention", flow: followOverview },
  { does: "narrows the events", flow: narrowEvents },
  { does: "finds anything by the palette, and the shortcuts", flow: useThePalette, asksHost: true },
  { does: "rotates, revokes and deletes a key by its menu", flow: rotateAndRevokeByMenu, isCore: true },
  { does: "rotates, revokes and deletes a key on its page", flow: rotateAndRevokeOnPage },
  { does: "revokes and deletes an executor on its page", flow: removeExecutor },
  { does: "revokes several keys by one question", flow: revokeManyKeys, isCore: true },
  { does: "tells an executor to renew its key", flow: askForRenewal },
  { does: "finds a leaked key in a text", flow: lookForLeakedKey, isCore: true },
  { does: "reads and verifies the audit log", flow: readAuditLog, isCore: true },
  { does: "exports the audit log", flow: exportAuditLog, asksHost: true },
  { does: "invites, sends again and cancels", flow: invite, isCore: true },
  { does: "signs out, and joins by an invitation with a new account", flow: joinByInvitation },
  { does: "sets a new password by a link, signs out and in", flow: setNewPassword },
  { does: "changes a member's role, hands the organization over, removes the member", flow: changeMember },
  { does: "creates and revokes a management key", flow: changeManagementKeys, asksHost: true },
  { does: "makes, tries and deletes notification channels", flow: changeChannels },
  { does: "renames, deactivates, reactivates and adds an organization", flow: changeOrganization },
  { does: "works with several servers", flow: workWithSeveralServers, only: "Electron", asksHost: true },
  { does: "changes the account", flow: changeAccount },
  { does: "signs in with an authenticator app", flow: useSecondStep },
];
