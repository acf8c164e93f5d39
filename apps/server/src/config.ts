import { resolve } from "node:path";
import { emailAddress, organizationName, password } from "@excalibur/api/contract";
import { z } from "zod";
import { hostNameOf } from "./http/own-addresses.ts";
import { trustProxies } from "./http/trusted-proxies.ts";
import { EXIT_CONFIGURATION, StartupError } from "./startup-error.ts";

const MIN_AUTH_SECRET_LENGTH = 32;

const environment = z
  .object({
    EXCALIBUR_HOST: z.string().min(1).default("127.0.0.1"),
    EXCALIBUR_PORT: z.coerce.number("is not a port number").int().min(0).max(65_535).default(4700),
    EXCALIBUR_DATA_DIR: z.string().min(1).default("./data"),
    EXCALIBUR_PUBLIC_URL: z.url({ protocol: /^https?$/, message: "is not an http:// or https:// address" }).optional(),
    EXCALIBUR_EVENT_RETENTION_DAYS: z.coerce
      .number("is not a number of days")
      .int("is not a whole number of days")
      .min(0, "is less than 0; 0 keeps events for good")
      .default(90),
    EXCALIBUR_ALLOWED_HOSTS: z
      .string()
      .default("")
      .transform(listOf)
      .refine(
        (names) => names.every((name) => hostNameOf(name) === name.toLowerCase()),
        "is not a list of host names without ports, such as excalibur.internal, separated by commas",
      )
      .transform((names) => names.map((name) => name.toLowerCase())),
    EXCALIBUR_TRUSTED_PROXIES: z
      .string()
      .default("")
      .transform(listOf)
      .refine(areProxies, "is not a list of addresses or networks, such as 10.0.0.0/8, separated by commas"),
    EXCALIBUR_AUTH_SECRET: z
      .string()
      .min(MIN_AUTH_SECRET_LENGTH, `needs at least ${MIN_AUTH_SECRET_LENGTH} characters`)
      .optional(),
    DATABASE_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\//, "is not a postgresql:// address; leave it out to use the embedded database")
      .optional(),
    EXCALIBUR_SMTP_URL: z.url({ protocol: /^smtps?$/, message: "is not an smtp:// or smtps:// address" }).optional(),
    EXCALIBUR_WORKERS: z.coerce.number("is not a number").int("is not a whole number").min(1).max(256).default(1),
    EXCALIBUR_DATABASE_CONNECTIONS: z.coerce
      .number("is not a number")
      .int("is not a whole number")
      .min(2, "is less than 2")
      .max(1_000)
      .default(10),
    INITIAL_ADMIN_EMAIL: emailAddress.optional(),
    INITIAL_ADMIN_PASSWORD: password.optional(),
    INITIAL_ORGANIZATION: organizationName.default("My organization"),
    LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  })
  .refine((env) => (env.INITIAL_ADMIN_EMAIL === undefined) === (env.INITIAL_ADMIN_PASSWORD === undefined), {
    path: ["INITIAL_ADMIN_EMAIL"],
    message: "and INITIAL_ADMIN_PASSWORD go together: set both or none",
  })
  .refine((env) => env.DATABASE_URL === undefined || env.EXCALIBUR_AUTH_SECRET !== undefined, {
    path: ["EXCALIBUR_AUTH_SECRET"],
    message: "is required with DATABASE_URL, the same for every server. Make one with: openssl rand -base64 32",
  })
  .refine((env) => env.EXCALIBUR_WORKERS === 1 || env.DATABASE_URL !== undefined, {
    path: ["EXCALIBUR_WORKERS"],
    message: "needs PostgreSQL (DATABASE_URL) for more than one: the embedded database serves one process",
  });

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly dataFolder: string;
  /** Null: made from host and port once the port is known. */
  readonly publicUrl: string | null;
  /** Whole days that executor events are kept; 0 keeps them for good. */
  readonly eventRetentionDays: number;
  /** Host names besides the public one under which people and programs may ask, in lower case. */
  readonly allowedHosts: readonly string[];
  /** Addresses and networks of proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** Null: kept in the data folder. */
  readonly authSecret: string | null;
  /** Null: the embedded database in the data folder. */
  readonly databaseUrl: string | null;
  /** Null: links are shown to be copied. May hold a password. */
  readonly smtpUrl: string | null;
  /** Server processes behind the port. */
  readonly workers: number;
  /** Connections to PostgreSQL of each process at most, besides 3 for executors' keys and the lease. */
  readonly databaseConnections: number;
  readonly initialOwner: { email: string; password: string; organizationName: string } | null;
  readonly logLevel: string;
}

/**
 * Reads the whole configuration from the environment. Empty variables count as unset.
 * @throws StartupError that names every mistake at once, never a value.
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const parsed = environment.safeParse(set);
  if (!parsed.success) {
    const mistakes = parsed.error.issues.map((issue) => `  ${issue.path.join(".")} ${issue.message}`);
    throw new StartupError(`The configuration can't be used:\n${mistakes.join("\n")}`, EXIT_CONFIGURATION);
  }
  const values = parsed.data;
  const { INITIAL_ADMIN_EMAIL: email, INITIAL_ADMIN_PASSWORD: ownerPassword } = values;
  return {
    host: values.EXCALIBUR_HOST,
    port: values.EXCALIBUR_PORT,
    dataFolder: resolve(values.EXCALIBUR_DATA_DIR),
    publicUrl: values.EXCALIBUR_PUBLIC_URL?.replace(/\/+$/, "") ?? null,
    eventRetentionDays: values.EXCALIBUR_EVENT_RETENTION_DAYS,
    allowedHosts: values.EXCALIBUR_ALLOWED_HOSTS,
    trustedProxies: values.EXCALIBUR_TRUSTED_PROXIES,
    authSecret: values.EXCALIBUR_AUTH_SECRET ?? null,
    databaseUrl: values.DATABASE_URL ?? null,
    smtpUrl: values.EXCALIBUR_SMTP_URL ?? null,
    workers: values.EXCALIBUR_WORKERS,
    databaseConnections: values.EXCALIBUR_DATABASE_CONNECTIONS,
    initialOwner:
      email === undefined || ownerPassword === undefined
        ? null
        : { email, password: ownerPassword, organizationName: values.INITIAL_ORGANIZATION },
    logLevel: values.LOG_LEVEL,
  };
}

function listOf(text: string): string[] {
  return text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

function areProxies(list: readonly string[]): boolean {
  try {
    trustProxies(list);
    return true;
  } catch {
    return false;
  }
}
