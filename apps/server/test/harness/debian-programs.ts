import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { test } from "vitest";

/** Programs that some tests need, by the Debian package each comes in. */
const PACKAGES = { "systemd-analyze": "systemd", "systemd-notify": "systemd", socat: "socat" } as const;

type Program = keyof typeof PACKAGES;

/**
 * A `test` that runs where these programs are, and where CI is: there they must be. Elsewhere it is skipped, with the
 * packages to install in its name.
 */
export function testWith(...programs: Program[]): (name: string, work: () => Promise<void> | void) => void {
  const missing = programs.filter((program) => !isInstalled(program));
  if (missing.length === 0 || process.env["CI"]) return (name, work) => test(name, work);
  const packages = [...new Set(missing.map((program) => PACKAGES[program]))].join(" ");
  return (name, work) => test.skip(`${name} (skipped: apt-get install ${packages})`, work);
}

function isInstalled(program: string): boolean {
  return (process.env["PATH"] ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));
}
