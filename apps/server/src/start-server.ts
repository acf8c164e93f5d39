import cluster from "node:cluster";
import type { AddressInfo } from "node:net";
import { findCredential, findCredentials, inspectDatabase, openMigratedDatabase, type Database } from "@excalibur/db";
import { endRetiredKeys, warnUnusedKeys, type Services } from "@excalibur/api/server";
import { createAuditPush } from "./audit-push/create-audit-push.ts";
import { startBackgroundWork } from "./background-work.ts";
import { createRunChange } from "./changes/run-change.ts";
import { clock } from "./clock.ts";
import { createAllowances } from "./create-allowances.ts";
import type { Config } from "./config.ts";
import { publicUrlOf } from "./configuration/public-url.ts";
import { warningsOf } from "./configuration/warnings.ts";
import { databaseUrlOf, prepareDataFolder, readOrCreateAuthSecret } from "./data-folder.ts";
import { CredentialCache } from "./executor-authentication/credential-cache.ts";
import { CredentialMemory } from "./executor-authentication/credential-memory.ts";
import { UnknownKeyLimit } from "./executor-authentication/unknown-key-limit.ts";
import { SyncJournal } from "./executor-authentication/sync-journal.ts";
import { DatabaseWatch } from "./database-watch.ts";
import { closeHttp } from "./http/close-http.ts";
import { createHttpServer, HTTP_TIMEOUTS } from "./http/create-http-server.ts";
import { createLinks } from "./links.ts";
import { listeningProblem } from "./start-problems.ts";
import { trustProxies } from "./http/trusted-proxies.ts";
import { newId } from "./identifiers.ts";
import { rememberFleetLevels } from "./fleet/fleet-levels.ts";
import { readFleetLevels } from "./fleet/read-fleet-levels.ts";
import { createInstallableFiles } from "./install/installable-files.ts";
import { createInstaller } from "./install/installer.ts";
import { createEnrolmentGate } from "./enrolment-gate.ts";
import { loadTelemetry } from "./load-telemetry.ts";
import { createLoginGate } from "./login-gate.ts";
import { createLogger } from "./logging.ts";
import { InProcessLiveBus } from "./live/in-process-live-bus.ts";
import { PresenceTicks } from "./live/presence-ticks.ts";
import { SharedLiveBus } from "./live/shared-live-bus.ts";
import { createMetrics, type Metrics } from "./metrics.ts";
import { DatabaseManagementKeys } from "./management-keys/management-key-access.ts";
import { openMailer } from "./mail/open-mailer.ts";
import { createSendMail } from "./mail/send-mail.ts";
import { createNotifications } from "./notifications/create-notifications.ts";
import { createRecipeBook } from "./recipes/recipe-book.ts";
import { createReplication } from "./replicas/create-replication.ts";
import { createRowJobs } from "./row-jobs.ts";
import type { RunningServer } from "./running-server.ts";
import type { ServeOverrides } from "./serve-overrides.ts";
import { secrets } from "./secrets.ts";
import { createAccounts } from "./sessions/create-accounts.ts";
import { createPasswords } from "./sessions/passwords.ts";
import { createConfiguredOwner } from "./setup/create-configured-owner.ts";
import { createSilenceJob } from "./silence-job.ts";
import { createSetupGate, setupCode } from "./setup/setup-gate.ts";
import { createSyncJobs } from "./sync-jobs.ts";
import { StartupError } from "./startup-error.ts";
import { createScans } from "./stores/create-scans.ts";
import { createReads } from "./stores/prisma-reads.ts";
import { version } from "./version.ts";
import { witnessKeys } from "./witnesses/witness-keys.ts";
import { exchangeMetrics } from "./worker-metrics.ts";

const CACHED_CREDENTIALS = 200_000;
const UNKNOWN_KEYS = { allowed: 300, windowSeconds: 60 };

/**
 * Opens the database, migrated, and serves it.
 * @throws StartupError, or one of the database's own errors, with a message for the administrator.
 */
export async function startServer(config: Config): Promise<RunningServer> {
  const logger = createLogger(config.logLevel);
  // Said once, however many processes there are.
  const isFirst = cluster.worker === undefined || cluster.worker.id === 1;
  const warn = (words: string) => isFirst && logger.warn(words);
  for (const words of warningsOf(config)) warn(words);
  if (config.databaseUrl === null) prepareDataFolder(config.dataFolder);
  const database = await openMigratedDatabase({
    url: databaseUrlOf(config),
    connections: config.databaseConnections,
    onNote: warn,
  });
  try {
    const authSecret = config.authSecret ?? readOrCreateAuthSecret(config.dataFolder);
    const server = await serve(database, { ...config, authSecret });
    return { ...server, close: () => server.close().finally(() => database.close()) };
  } catch (error) {
    await database.close();
    // The database itself can often name the cause of a failed statement: damage, a missing right, a standby.
    if (!(error instanceof StartupError)) await inspectDatabase(databaseUrlOf(config));
    throw error;
  }
}

/** Puts the parts together over an open database, and listens. */
export async function serve(
  database: Database,
  config: Config & { authSecret: string },
  {
    now = clock.now,
    monotonicMs = clock.monotonicMs,
    timeScale = 1,
    repeatsJobs = true,
    timeouts = HTTP_TIMEOUTS,
    logTo,
  }: Partial<ServeOverrides> = {},
): Promise<RunningServer> {
  const logger = createLogger(config.logLevel, logTo);
  const { authSecret } = config;
  const telemetry = await loadTelemetry(config.telemetry, { version, dialect: database.dialect, now, logger });
  const databaseWatch = new DatabaseWatch({
    database: {
      tryWrite: (how) => metrics.timed("try_write", () => database.tryWrite(how)),
      checkFiles: () => database.checkFiles?.(),
    },
    logger,
    monotonicMs: clock.monotonicMs,
  });
  const memory = new CredentialMemory(CACHED_CREDENTIALS);
  const subscriptions = new InProcessLiveBus();
  const replication = createReplication({
    database,
    memory,
    now,
    databaseWatch,
    metrics: (): Metrics => metrics,
    onPeerMessage: (text) => live.onPeerMessage(text),
    onMissed: () => live.noteMissed(),
  });
  const live: SharedLiveBus = new SharedLiveBus(subscriptions, (texts) => replication.sendToPeers(texts), clock.after);
  const credentials = new CredentialCache({
    read: (secretHash) => metrics.timed("look_up_key", () => findCredential(database, secretHash)),
    readMany: (secretHashes) => metrics.timed("look_up_key", () => findCredentials(database, secretHashes)),
    unknownKeys: new UnknownKeyLimit(UNKNOWN_KEYS),
    memory,
    mayTrustMemory: () => replication.mayTrustMemory(),
    after: clock.after,
    onLookUp: (how) => metrics.credentialLookUp(how),
    onReadFailed: (error) => databaseWatch.logFailure(error, "a key could not be looked up"),
  });
  const presenceTicks = new PresenceTicks(live);
  const metrics: Metrics = createMetrics(
    {
      cachedCredentials: () => memory.size,
      liveSubscriptions: () => subscriptions.size,
      mayTrustMemory: () => replication.mayTrustMemory(),
      fleet: rememberFleetLevels(() => readFleetLevels(database.client, database.dialect, now()), clock.monotonicMs),
    },
    {
      version,
      monotonicMs: clock.monotonicMs,
      workers: cluster.worker === undefined ? null : { number: cluster.worker.id, exchange: exchangeMetrics },
      around: telemetry?.tracing?.timed,
    },
  );
  telemetry?.exportMetrics(() => metrics.report());
  const journal = new SyncJournal({
    database,
    ticks: presenceTicks,
    metrics,
    now,
    monotonicMs,
    services: () => services,
    onOtherInstance: (keyId, { executorId, instanceId }) => memory.noteOtherInstance(keyId, executorId, instanceId),
    databaseWatch,
  });
  const managementKeys = new DatabaseManagementKeys({
    database,
    monotonicMs,
    databaseWatch,
    unknownKeys: new UnknownKeyLimit(UNKNOWN_KEYS),
    after: clock.after,
  });
  const publicUrl = publicUrlOf(config);
  // Port 0 becomes a real one only by listening.
  let reachableAt = publicUrl;
  const scans = createScans(database);
  const runChange = createRunChange({
    database,
    scans,
    now,
    live,
    forget: (scope) => memory.forget(scope),
    waitUntilEnforced: (invalidation) => replication.waitUntilEnforced(invalidation),
  });
  const url = () => reachableAt;
  const installable = createInstallableFiles(version);
  const installer = createInstaller({ files: installable, url, version });
  const mailer = config.smtpUrl === null ? null : openMailer(config.smtpUrl, { publicUrl });
  const accounts = createAccounts({ database, authSecret, publicUrl, now, logger });
  const notifications = createNotifications({
    database,
    services: () => services,
    config,
    mailer,
    url,
    onFailure: (error, what) => databaseWatch.logFailure(error, what),
  });
  let watchingSince = now();
  const services: Services = {
    now,
    monotonicMs,
    get watchingSince() {
      return watchingSince;
    },
    newId,
    secrets,
    data: createReads(database, scans),
    runChange: (work, options) => metrics.timed("change", () => runChange(work, options)),
    credentials: {
      lookUp: (secretHash, sourceAddress) => credentials.lookUp(secretHash, sourceAddress),
    },
    managementKeys,
    witnessKeys,
    syncs: journal,
    live,
    recipes: createRecipeBook({ url, image: config.executorImage, installerSha256: installer.sha256 }),
    enrolments: createEnrolmentGate(authSecret, accounts.limits),
    logins: createLoginGate(authSecret, accounts.limits),
    setup: createSetupGate(authSecret, accounts.limits.setupCodesByAddress),
    passwords: createPasswords(accounts.hashing),
    ...createAllowances({ monotonicMs, holds: (keyId) => memory.holds(keyId) }),
    guesses: accounts.limits.guessesWhenSignedIn,
    isTwoFactorCode: (secret, code) => accounts.secondStep.isAppCode(secret, code),
    channels: notifications.gate,
    links: createLinks(url),
    sendMail: mailer === null ? null : createSendMail(mailer, { logger }),
    isUnavailable: (fault) => databaseWatch.isDatabaseAway(fault),
    observeSync: metrics.sync,
    version,
  };
  await createConfiguredOwner(services, config);
  await Promise.all([replication.start(), notifications.outbox.look()]);

  const http = await createHttpServer({
    services,
    accounts,
    database,
    databaseWatch,
    metrics,
    install: { files: installable, installer },
    url,
    unsubscribeLinks: notifications.unsubscribeLinks,
    logger,
    publicUrl,
    allowedHosts: config.allowedHosts,
    trustsProxy: trustProxies(config.trustedProxies),
    timeouts,
    tracing: telemetry?.tracing ?? null,
  });
  const needsOwner = !(await services.data.isSetUp());
  await http.listen({ host: config.host, port: config.port }).catch((error: unknown) => {
    throw listeningProblem(error, config);
  });
  reachableAt = publicUrlOf(config, (http.server.address() as AddressInfo).port);
  setImmediate(() => {
    accounts.loadAuth().catch((error: unknown) => logger.error({ err: error }, "sign-in could not be loaded"));
  });
  const clocks = { wallMs: () => now().getTime(), monotonicMs };
  const onClockSet = () => {
    watchingSince = now();
  };
  const noticeSilence = createSilenceJob({ services, database, journal, clocks, onClockSet });
  const jobs = [
    ...createSyncJobs({ databaseWatch, journal, managementKeys, presenceTicks, noticeSilence }),
    ...createRowJobs({ services, database, clocks, config, remind: notifications.remind }),
    ...notifications.jobs,
    ...createAuditPush({ destination: config.auditPush, database, services, logger }),
  ];
  const stopBackgroundWork = startBackgroundWork(
    repeatsJobs ? jobs : [],
    (error, what) => databaseWatch.logFailure(error, what),
    timeScale,
  );
  return {
    url: reachableAt,
    setupCode: needsOwner ? setupCode(authSecret) : null,
    flushPresence: async ({ onlyDue = false } = {}) => {
      await journal.flush({ everything: !onlyDue });
      await managementKeys.flush({ everything: !onlyDue });
      presenceTicks.tick();
    },
    noticeSilence,
    endRetiredKeys: () => endRetiredKeys(services),
    warnUnusedKeys: () => warnUnusedKeys(services),
    tellChannels: notifications.tellNow,
    close: async () => {
      stopBackgroundWork();
      subscriptions.stop();
      await closeHttp(http);
      await notifications.outbox.stop();
      await journal.flush({ everything: true });
      await managementKeys.flush({ everything: true });
      await replication.stop();
      await telemetry?.stop();
    },
  };
}
