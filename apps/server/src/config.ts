import { resolve } from "node:path";
import { emailAddress, organizationName, password } from "@excalibur/api/contract";
import { DatabaseAddressError, readPostgresqlAddress } from "@excalibur/db/postgresql-address";
import { z } from "zod";
import { readPushDestination, type PushDestination } from "./audit-push/push-address.ts";
import { normalizePublicUrl, publicUrlMistake } from "./configuration/public-url.ts";
import { readSecretFiles } from "./configuration/secret-files.ts";
import { readTelemetry, type TelemetryConfig } from "./configuration/telemetry.ts";
import { findUnknownNames } from "./configuration/unknown-names.ts";
import { hostNameOf } from "./http/own-addresses.ts";
import { trustProxies } from "./http/trusted-proxies.ts";
import { readAllowedInside, type AllowedInside } from "./notifications/senders/allowed-inside.ts";
import { containerImage } from "./recipes/render-recipe.ts";
import { EXIT_CONFIGURATION, StartupError } from "./startup-error.ts";
import { version } from "./version.ts";

export const MIN_AUTH_SECRET_LENGTH = 32;

/** A number as text of digits. */
function wholeNumber(min: number, max: number) {
  return z.string().transform((text, context) => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= min && number <= max) return number;
    context.addIssue(`is not a whole number from ${min} to ${max}`);
    return z.NEVER;
  });
}

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

const settings = z.object({
  EXCALIBUR_HOST: z.string().min(1).default("127.0.0.1"),
  EXCALIBUR_PORT: z.string().superRefine(addMistake(portMistake)).transform(Number).default(4700),
  EXCALIBUR_DATA_DIR: z.string().min(1).default("./data"),
  EXCALIBUR_PUBLIC_URL: z.string().superRefine(addMistake(publicUrlMistake)).transform(normalizePublicUrl).optional(),
  EXCALIBUR_EVENT_RETENTION_DAYS: wholeNumber(0, 36_500).default(90),
  EXCALIBUR_ADDRESS_RETENTION_DAYS: wholeNumber(1, 3_650).default(30),
  EXCALIBUR_ALLOWED_HOSTS: z
    .string()
    .default("")
    .transform(listOf)
    .refine(
      (names) => names.every((name) => hostNameOf(name) === name.toLowerCase()),
      "is not a list of host names without ports, such as excalibur.internal, separated by commas",
    )
    .transform((names) => names.map((name) => name.toLowerCase())),
  EXCALIBUR_ALLOW_PRIVATE_WEBHOOKS: z.string().default("").transform(listOf).transform(toAllowedInside),
  EXCALIBUR_AUDIT_PUSH_URL: z.string().optional(),
  EXCALIBUR_AUDIT_PUSH_SECRET: z.string().optional(),
  EXCALIBUR_TRUSTED_PROXIES: z
    .string()
    .default("")
    .transform(listOf)
    .refine(areProxies, "is not a list of addresses or networks, such as 10.0.0.0/8, separated by commas"),
  EXCALIBUR_AUTH_SECRET: z
    .string()
    .min(MIN_AUTH_SECRET_LENGTH, `needs at least ${MIN_AUTH_SECRET_LENGTH} characters`)
    .optional(),
  DATABASE_URL: z.string().superRefine(addMistake(databaseUrlMistake)).optional(),
  EXCALIBUR_SMTP_URL: z.url({ protocol: /^smtps?$/, message: "is not an smtp:// or smtps:// address" }).optional(),
  EXCALIBUR_EXECUTOR_IMAGE: containerImage.transform(withVersion).optional(),
  EXCALIBUR_WORKERS: wholeNumber(1, 256).default(1),
  EXCALIBUR_DATABASE_CONNECTIONS: wholeNumber(2, 1_000).default(10),
  INITIAL_ADMIN_EMAIL: emailAddress.optional(),
  INITIAL_ADMIN_PASSWORD: password.optional(),
  INITIAL_ORGANIZATION: organizationName.default("My organization"),
  LOG_LEVEL: z.enum(LOG_LEVELS, `is none of ${LOG_LEVELS.join(", ")}`).default("info"),
});

const environment = settings
  .refine((env) => (env.INITIAL_ADMIN_EMAIL === undefined) === (env.INITIAL_ADMIN_PASSWORD === undefined), {
    path: ["INITIAL_ADMIN_EMAIL"],
    message: "and INITIAL_ADMIN_PASSWORD go together: set both or none",
  })
  .refine((env) => env.DATABASE_URL === undefined || env.EXCALIBUR_AUTH_SECRET !== undefined, {
    path: ["EXCALIBUR_AUTH_SECRET"],
    message: "is required with DATABASE_URL, the same for every server. Make one with: openssl rand -base64 32",
  })
  .superRefine(({ EXCALIBUR_AUDIT_PUSH_URL: url, EXCALIBUR_AUDIT_PUSH_SECRET: secret }, context) => {
    const read = url === undefined ? null : readPushDestination(url, secret);
    if (read !== null && "mistake" in read) {
      context.addIssue({ code: "custom", path: ["EXCALIBUR_AUDIT_PUSH_URL"], message: read.mistake });
    }
  })
  .refine((env) => env.EXCALIBUR_WORKERS === 1 || env.DATABASE_URL !== undefined, {
    path: ["EXCALIBUR_WORKERS"],
    message: "needs PostgreSQL (DATABASE_URL) for more than one: the embedded database serves one process",
  });

/** What the driver of PostgreSQL takes from the environment where the address leaves it out. */
const DRIVER_VARIABLES = ["PGUSER", "PGPASSWORD", "PGOPTIONS"] as const;

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly dataFolder: string;
  /** Null: made from host and port once the port is known. */
  readonly publicUrl: string | null;
  /** Whole days that executor events are kept; 0 keeps them for good. */
  readonly eventRetentionDays: number;
  /** Whole days that the addresses of uses and refusals of keys are kept after the last of them. */
  readonly addressRetentionDays: number;
  /** Host names besides the public one under which people and programs may ask, in lower case. */
  readonly allowedHosts: readonly string[];
  /** Hosts and networks inside that messages may be sent to. */
  readonly allowPrivateWebhooks: AllowedInside;
  /** Where the rows of audit logs are pushed to; null: nowhere. */
  readonly auditPush: PushDestination | null;
  /** Addresses and networks of proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** Null: kept in the data folder. */
  readonly authSecret: string | null;
  /** Null: the embedded database in the data folder. */
  readonly databaseUrl: string | null;
  /** Null: links are shown to be copied. May hold a password. */
  readonly smtpUrl: string | null;
  /** The container image that recipes name, with a tag or a digest. */
  readonly executorImage: string;
  /** Server processes behind the port. */
  readonly workers: number;
  /** Connections to PostgreSQL of each process at most, besides those that `mostConnections` adds. */
  readonly databaseConnections: number;
  readonly initialOwner: { email: string; password: string; organizationName: string } | null;
  readonly logLevel: string;
  /** What is exported to a collector of OpenTelemetry; null: nothing. */
  readonly telemetry: TelemetryConfig | null;
  /** Variables that the database's driver reads by itself, and that are set. */
  readonly driverVariables: readonly (typeof DRIVER_VARIABLES)[number][];
  /** What looks like a setting and is none, in words. */
  readonly unknownNames: readonly string[];
}

/**
 * Reads the whole configuration from the environment, and from the files that it names. White space around a value does not
 * count; empty variables count as unset.
 * @throws StartupError that names every mistake at once, a line each, and never a value.
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const set = Object.entries(env).flatMap(([name, value = ""]) => (value.trim() === "" ? [] : [[name, value.trim()]]));
  const unknown = findUnknownNames(
    set.map(([name = ""]) => name),
    Object.keys(settings.shape),
  );
  const secrets = readSecretFiles(Object.fromEntries(set) as Record<string, string>);
  const parsed = environment.safeParse(secrets.settings);
  const { telemetry, mistakes: ofTelemetry } = readTelemetry(secrets.settings);
  const mistakes = [
    ...unknown.mistakes,
    ...secrets.mistakes,
    ...ofTelemetry,
    ...(parsed.error?.issues ?? []).map(({ path, message }) => asLine(path.join("."), message)),
  ];
  if (mistakes.length > 0 || !parsed.success) {
    throw new StartupError(
      mistakes.map((mistake) => `${mistake}.`.replace(/([.?])\.$/, "$1")).join("\n"),
      EXIT_CONFIGURATION,
    );
  }
  const values = parsed.data;
  const { INITIAL_ADMIN_EMAIL: email, INITIAL_ADMIN_PASSWORD: ownerPassword } = values;
  return {
    host: values.EXCALIBUR_HOST,
    port: values.EXCALIBUR_PORT,
    dataFolder: resolve(values.EXCALIBUR_DATA_DIR),
    publicUrl: values.EXCALIBUR_PUBLIC_URL ?? null,
    eventRetentionDays: values.EXCALIBUR_EVENT_RETENTION_DAYS,
    addressRetentionDays: values.EXCALIBUR_ADDRESS_RETENTION_DAYS,
    allowedHosts: values.EXCALIBUR_ALLOWED_HOSTS,
    allowPrivateWebhooks: values.EXCALIBUR_ALLOW_PRIVATE_WEBHOOKS,
    auditPush: auditPushOf(values),
    trustedProxies: values.EXCALIBUR_TRUSTED_PROXIES,
    authSecret: values.EXCALIBUR_AUTH_SECRET ?? null,
    databaseUrl: values.DATABASE_URL ?? null,
    smtpUrl: values.EXCALIBUR_SMTP_URL ?? null,
    executorImage: values.EXCALIBUR_EXECUTOR_IMAGE ?? withVersion("excalibur-executor"),
    workers: values.EXCALIBUR_WORKERS,
    databaseConnections: values.EXCALIBUR_DATABASE_CONNECTIONS,
    initialOwner:
      email === undefined || ownerPassword === undefined
        ? null
        : { email, password: ownerPassword, organizationName: values.INITIAL_ORGANIZATION },
    logLevel: values.LOG_LEVEL,
    telemetry,
    driverVariables: DRIVER_VARIABLES.filter((name) => (env[name] ?? "") !== ""),
    unknownNames: unknown.warnings,
  };
}

function auditPushOf({
  EXCALIBUR_AUDIT_PUSH_URL: url,
  EXCALIBUR_AUDIT_PUSH_SECRET: secret,
}: z.infer<typeof settings>): PushDestination | null {
  const read = url === undefined ? null : readPushDestination(url, secret);
  return read === null || "mistake" in read ? null : read;
}

/** The image of this version, unless the name has a tag or a digest. A tag has no slash after it. */
function withVersion(image: string): string {
  return /[:@][^/]*$/.test(image) ? image : `${image}:${version}`;
}

function listOf(text: string): string[] {
  return text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

function toAllowedInside(list: readonly string[], context: z.RefinementCtx): AllowedInside {
  const allowed = readAllowedInside(list);
  if (allowed !== null) return allowed;
  context.addIssue(
    "is not a list of host names, addresses or networks, such as hooks.internal, 10.0.0.0/8, separated by commas",
  );
  return z.NEVER;
}

function areProxies(list: readonly string[]): boolean {
  try {
    trustProxies(list);
    return true;
  } catch {
    return false;
  }
}

/** Words of a field that people fill in begin a sentence, those of a setting go on with one. */
function asLine(name: string, words: string): string {
  return /^[A-Z]/.test(words) ? `${name}: ${words}` : `${name} ${words}`;
}

/** The same for a whole setting: what a function finds wrong with it. */
function addMistake(find: (value: string) => string | null) {
  return (value: string, context: z.RefinementCtx) => {
    const message = /^(["']).*\1$/.test(value) ? "is in quotes: leave them out" : find(value);
    if (message !== null) context.addIssue({ code: "custom", message });
  };
}

function portMistake(text: string): string | null {
  if (text.startsWith("tcp://")) {
    return "was set by Kubernetes for a Service that is called excalibur: set enableServiceLinks: false in the pod";
  }
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? null : "is not a port number, 0 to 65535";
}

function databaseUrlMistake(url: string): string | null {
  try {
    readPostgresqlAddress(url);
    return null;
  } catch (error) {
    if (error instanceof DatabaseAddressError) return error.message;
    throw error;
  }
}
