import type { Database } from "@excalibur/db";
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from "@excalibur/api/contract";
import { betterAuth } from "better-auth/minimal";
import { bearer } from "better-auth/plugins/bearer";
import { twoFactor } from "better-auth/plugins/two-factor";
import type { Logger } from "pino";
import { clock } from "../clock.ts";
import { newId, type IdPrefix } from "../identifiers.ts";
import { authDatabase } from "./auth-database.ts";
import type { CookieRules } from "./cookies.ts";
import { createRecoveryCodes } from "./recovery-codes.ts";

const SESSION_SECONDS = 7 * 24 * 60 * 60;

const ID_PREFIXES: Record<string, IdPrefix> = {
  user: "usr",
  session: "ses",
  account: "acc",
  verification: "ver",
  twoFactor: "2fa",
};

export interface AuthOptions {
  readonly database: Database;
  readonly secret: string;
  readonly publicUrl: string;
  readonly cookies: CookieRules;
  readonly logger: Logger;
}

export type Auth = ReturnType<typeof createAuth>;

/** Sign-in, sessions and passwords. Everything about organizations goes through our own procedures instead. */
export function createAuth({ database, secret, publicUrl, cookies, logger }: AuthOptions) {
  return betterAuth({
    appName: "Excalibur",
    // Without its path: proxies may have taken it off, and requests come here without it.
    baseURL: new URL(publicUrl).origin,
    basePath: "/api/auth",
    secret,
    telemetry: { enabled: false },
    database: authDatabase(database),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: MAX_PASSWORD_LENGTH,
    },
    session: {
      expiresIn: SESSION_SECONDS,
      // A session is read from the database at every call, so that ending it ends it now.
      cookieCache: { enabled: false },
      disableSessionRefresh: true,
      additionalFields: { activeOrganizationId: { type: "string", required: false, input: false } },
    },
    // One that has run out is refused, and stays: it may be the clock that is wrong. Old rows go by our own background work.
    databaseHooks: { session: { delete: { before: async ({ expiresAt }) => expiresAt > clock.now() } } },
    // The token in the database opens nothing without the signature that only this server's secret makes.
    plugins: [
      bearer({ requireSignature: true }),
      twoFactor({ issuer: "Excalibur", backupCodeOptions: { customBackupCodesGenerate: createRecoveryCodes } }),
    ],
    // Wrong guesses are counted by our own limits.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: cookies.prefix,
      useSecureCookies: cookies.isSecure,
      defaultCookieAttributes: { httpOnly: true, sameSite: "strict", path: cookies.path },
      ipAddress: { disableIpTracking: true },
      database: { generateId: ({ model }) => newId(ID_PREFIXES[model] ?? "ver") },
    },
    logger: {
      level: "warn",
      log: (level, message, ...more) => {
        const err = more.find((thing) => thing instanceof Error);
        logger[level === "error" ? "error" : "warn"](
          { component: "auth", ...(err === undefined ? {} : { err }) },
          message,
        );
      },
    },
  });
}
