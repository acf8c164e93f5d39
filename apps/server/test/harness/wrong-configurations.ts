import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

const AUTH_SECRET = "s".repeat(32);
export const PASSWORD = "hunter2";

/** One mistake each: the environment that has it, the status that the start ends with, and what the line has to name. */
export interface Mistake {
  readonly env: (folder: string) => NodeJS.ProcessEnv | Promise<NodeJS.ProcessEnv>;
  readonly status: 75 | 78;
  readonly names: RegExp;
}

const setting = (env: NodeJS.ProcessEnv, names: RegExp): Mistake => ({ env: () => env, status: 78, names });
const database = (url: string, names: RegExp, status: 75 | 78 = 78): Mistake => ({
  env: () => ({ DATABASE_URL: url, EXCALIBUR_AUTH_SECRET: AUTH_SECRET }),
  status,
  names,
});
const publicUrl = (url: string, names: RegExp): Mistake => setting({ EXCALIBUR_PUBLIC_URL: url }, names);
const at = (rest: string): string => `postgresql://u:${PASSWORD}@127.0.0.1:1/x${rest}`;

/** A file or folder in the place of one of the data folder's own. */
const inDataFolder = (make: (folder: string) => Promise<unknown>, names: RegExp): Mistake => ({
  env: async (folder) => {
    await make(folder);
    return {};
  },
  status: 78,
  names,
});

export const MISTAKES: Record<string, Mistake> = {
  "a port that is a word": setting({ EXCALIBUR_PORT: "seventy" }, /^EXCALIBUR_PORT .*0 to 65535/),
  "a port above all": setting({ EXCALIBUR_PORT: "70000" }, /^EXCALIBUR_PORT /),
  "a port that Kubernetes set": setting(
    { EXCALIBUR_PORT: "tcp://10.0.0.1:4700" },
    /^EXCALIBUR_PORT .*enableServiceLinks/,
  ),
  "a host that is no address here": setting({ EXCALIBUR_HOST: "192.0.2.1" }, /EXCALIBUR_HOST is 192\.0\.2\.1/),
  "a host with a name that does not exist": setting(
    { EXCALIBUR_HOST: "no-such-host.invalid" },
    /EXCALIBUR_HOST is no-such/,
  ),
  "too many workers for the embedded database": setting(
    { EXCALIBUR_WORKERS: "2" },
    /^EXCALIBUR_WORKERS .*DATABASE_URL/,
  ),
  "half a number of workers": setting({ EXCALIBUR_WORKERS: "1.5" }, /^EXCALIBUR_WORKERS /),
  "a log level that there is not": setting({ LOG_LEVEL: "loud" }, /^LOG_LEVEL .*info/),
  "an owner without a password": setting({ INITIAL_ADMIN_EMAIL: "a@b.test" }, /INITIAL_ADMIN_PASSWORD/),
  "a secret that is too short": setting({ EXCALIBUR_AUTH_SECRET: "short" }, /^EXCALIBUR_AUTH_SECRET .*32/),
  "a proxy by name": setting({ EXCALIBUR_TRUSTED_PROXIES: "proxy.example.com" }, /^EXCALIBUR_TRUSTED_PROXIES /),
  "an address of a webhook in place of its host": setting(
    { EXCALIBUR_ALLOW_PRIVATE_WEBHOOKS: "http://hooks.internal/a" },
    /^EXCALIBUR_ALLOW_PRIVATE_WEBHOOKS .*hooks\.internal/,
  ),
  "a push of audit logs over plain syslog": setting(
    { EXCALIBUR_AUDIT_PUSH_URL: "syslog://logs.example.com" },
    /^EXCALIBUR_AUDIT_PUSH_URL .*syslog\+tls:/,
  ),
  "a mail server without a scheme": setting({ EXCALIBUR_SMTP_URL: "mail.example.com" }, /^EXCALIBUR_SMTP_URL .*smtp:/),

  "a name with a letter too few": setting({ EXCALIBUR_WORKER: "2" }, /^EXCALIBUR_WORKER .*EXCALIBUR_WORKERS/),
  "a name in the singular": setting({ EXCALIBUR_TRUSTED_PROXY: "loopback" }, /EXCALIBUR_TRUSTED_PROXIES/),
  "a name with a beginning too much": setting({ EXCALIBUR_DATABASE_URL: at("") }, /did you mean DATABASE_URL/),
  "a database's name with two letters swapped": setting({ DATABSAE_URL: at("") }, /^DATABSAE_URL .*DATABASE_URL/),
  "a file for a database's name that is misspelt": setting({ DATABASE_URL_FILES: "/x" }, /DATABASE_URL_FILE\?/),

  "a secret given twice": setting(
    { EXCALIBUR_AUTH_SECRET: AUTH_SECRET, EXCALIBUR_AUTH_SECRET_FILE: "/run/x" },
    /EXCALIBUR_AUTH_SECRET_FILE are both set/,
  ),
  "a secret's file that is not there": setting({ DATABASE_URL_FILE: "/no/such" }, /^DATABASE_URL_FILE .*no such file/),
  "a secret's file that is a folder": setting({ EXCALIBUR_SMTP_URL_FILE: "/etc" }, /^EXCALIBUR_SMTP_URL_FILE .*folder/),
  "a secret's file that is empty": setting(
    { INITIAL_ADMIN_PASSWORD_FILE: "/dev/null" },
    /INITIAL_ADMIN_PASSWORD_FILE .*empty/,
  ),

  "a public address of another scheme": publicUrl("ftp://x", /^EXCALIBUR_PUBLIC_URL .*http/),
  "a public address without a scheme": publicUrl("keys.example.com", /^EXCALIBUR_PUBLIC_URL .*http/),
  "a public address in quotes": publicUrl('"https://x"', /^EXCALIBUR_PUBLIC_URL .*quotes/),
  "a public address with a password": publicUrl(`https://u:${PASSWORD}@x/`, /^EXCALIBUR_PUBLIC_URL .*password/),
  "a public address with a query": publicUrl("https://x/?a=b", /^EXCALIBUR_PUBLIC_URL .*query/),
  "a public address with a fragment": publicUrl("https://x/#c", /^EXCALIBUR_PUBLIC_URL .*fragment/),
  "a public address with odd letters": publicUrl("http://x/'; id; '", /^EXCALIBUR_PUBLIC_URL .*path/),
  "a public address that is the server's own": publicUrl("https://x/trpc/y", /^EXCALIBUR_PUBLIC_URL .*\/trpc/),

  "another kind of database": database(`mysql://u:${PASSWORD}@db/x`, /^DATABASE_URL .*postgresql:/),
  "a # in the password": database("postgresql://u:hunter2#x@127.0.0.1/x", /^DATABASE_URL .*%23/),
  "a / in the password": database("postgresql://u:hunter2/x@127.0.0.1/x", /^DATABASE_URL .*%2F/),
  "a ? in the password": database("postgresql://u:2?hunter2@127.0.0.1/x", /^DATABASE_URL .*percent-encoding/),
  "a % in the password": database("postgresql://u:hunter2%zz@127.0.0.1/x", /^DATABASE_URL .*percent-encoding/),
  "no database in the address": database(`postgresql://u:${PASSWORD}@127.0.0.1`, /^DATABASE_URL .*DATABASE/),
  "no host in the address": database("postgresql:///x", /^DATABASE_URL .*host/),
  "two hosts in the address": database(`postgresql://u:${PASSWORD}@a,b/x`, /^DATABASE_URL .*several hosts/),
  "a parameter misspelt": database(at("?sslmod=require"), /^DATABASE_URL .*sslmod,.*sslmode/),
  "a parameter of Prisma's": database(at("?connection_limit=5"), /EXCALIBUR_DATABASE_CONNECTIONS/),
  "a parameter for poolers": database(at("?pgbouncer=true"), /^DATABASE_URL .*session mode/),
  "a parameter twice": database(at("?schema=a&schema=b"), /^DATABASE_URL gives schema twice/),
  "a schema with quotes": database(at("?schema=a%22b"), /^DATABASE_URL .*schema/),
  "an sslmode that falls back": database(at("?sslmode=prefer"), /^DATABASE_URL .*sslmode=prefer.*verify-full/),
  "an sslmode that there is not": database(at("?sslmode=on"), /^DATABASE_URL .*verify-full/),
  "an authority without TLS": database(at("?sslrootcert=/x"), /^DATABASE_URL .*sslmode/),
  "an authority that is not there": database(
    at("?sslmode=verify-full&sslrootcert=/no/such"),
    /DATABASE_URL .*\/no\/such/,
  ),
  "an authority that is no certificate": database(
    at("?sslmode=verify-full&sslrootcert=/etc/hostname"),
    /DATABASE_URL .*PEM/,
  ),
  "no secret for several servers": setting({ DATABASE_URL: at("") }, /^EXCALIBUR_AUTH_SECRET .*DATABASE_URL/),
  "a database that does not run": database(at(""), /DATABASE_URL does not answer \(u@127\.0\.0\.1:1\/x/, 75),
  "a database that runs at none of a name's addresses": database("postgresql://u@localhost:1/x", /does not answer/, 75),
  "a database's name that DNS does not know": database(
    `postgresql://u:${PASSWORD}@db.invalid/x`,
    /DATABASE_URL is not known to DNS/,
    75,
  ),
  "a database's socket that is not there": database(
    "postgresql://u@/x?host=/no/such",
    /DATABASE_URL does not answer/,
    75,
  ),

  "a data folder below a file": {
    env: async (folder) => {
      await writeFile(join(folder, "file"), "");
      return { EXCALIBUR_DATA_DIR: join(folder, "file", "data") };
    },
    status: 78,
    names: /EXCALIBUR_DATA_DIR/,
  },
  "a database that is a folder": inDataFolder((folder) => mkdir(join(folder, "excalibur.db")), /EXCALIBUR_DATA_DIR/),
  "a database that is something else": inDataFolder(
    (folder) => writeFile(join(folder, "excalibur.db"), "no database ".repeat(1_000)),
    /excalibur\.db is damaged/,
  ),
  "a session secret that is empty": inDataFolder((folder) => writeFile(join(folder, "auth-secret"), ""), /auth-secret/),
  "a session secret that is a folder": inDataFolder(
    (folder) => mkdir(join(folder, "auth-secret")),
    /auth-secret.*EXCALIBUR_AUTH_SECRET/,
  ),
};
