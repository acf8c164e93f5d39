import { accountRouter } from "./account/router.ts";
import { apiKeysRouter } from "./api-keys/router.ts";
import { auditRouter } from "./audit/router.ts";
import { channelsRouter } from "./channels/router.ts";
import { codesRouter } from "./codes/router.ts";
import { eventsRouter } from "./events/router.ts";
import { executorRouter } from "./executor/router.ts";
import { executorsRouter } from "./executors/router.ts";
import { liveRouter } from "./live/router.ts";
import { invitationsRouter } from "./invitations/router.ts";
import { loginsRouter } from "./logins/router.ts";
import { managementKeysRouter } from "./management-keys/router.ts";
import { membersRouter } from "./members/router.ts";
import { noticesRouter } from "./notices/router.ts";
import { organizationsRouter } from "./organizations/router.ts";
import { overviewRouter } from "./overview/router.ts";
import { passwordResetsRouter } from "./password-resets/router.ts";
import { policiesRouter } from "./policies/router.ts";
import { serverRouter } from "./server-info/router.ts";
import { setupRouter } from "./setup/router.ts";
import { witnessesRouter } from "./witnesses/router.ts";
import { trpc } from "./trpc/init.ts";

export const appRouter = trpc.router({
  account: accountRouter,
  apiKeys: apiKeysRouter,
  audit: auditRouter,
  channels: channelsRouter,
  codes: codesRouter,
  events: eventsRouter,
  executor: executorRouter,
  executors: executorsRouter,
  live: liveRouter,
  invitations: invitationsRouter,
  logins: loginsRouter,
  managementKeys: managementKeysRouter,
  members: membersRouter,
  notices: noticesRouter,
  organizations: organizationsRouter,
  overview: overviewRouter,
  passwordResets: passwordResetsRouter,
  policies: policiesRouter,
  server: serverRouter,
  setup: setupRouter,
  witnesses: witnessesRouter,
});
