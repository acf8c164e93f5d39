import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Programs that some tests need, by the Debian package each comes in. */
const PACKAGES = {
  "systemd-analyze": "systemd",
  "systemd-notify": "systemd",
  caddy: "caddy",
  curl: "curl",
  haproxy: "haproxy",
  nginx: "nginx-light",
  openssl: "openssl",
  pgbouncer: "pgbouncer",
  promtool: "prometheus",
  socat: "socat",
} as const;

type Program = keyof typeof PACKAGES;

/**
 * Whether a test must be skipped because programs are missing; prints the packages to install. Never in CI: there a
 * missing program fails the test.
 */
export function lacks(...programs: Program[]): boolean {
  const missing = programs.filter((program) => !isInstalled(program));
  if (missing.length === 0 || process.env["CI"]) return false;
  const packages = [...new Set(missing.map((program) => PACKAGES[program]))].join(" ");
  process.stderr.write(`Tests are skipped that need ${missing.join(", ")}: apt-get install ${packages}\n`);
  return true;
}

function isInstalled(program: string): boolean {
  return [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin"].some((folder) =>
    existsSync(join(folder, program)),
  );
}
