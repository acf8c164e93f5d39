import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";

const PLACES = ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/bin/nginx"];

export function findNginx(): string | null {
  return PLACES.find((path) => existsSync(path)) ?? null;
}

/** Starts the real nginx with locations as docs/operating.md has them. @param locations such as `location / { … }`. */
export async function startNginx(
  executable: string,
  port: number,
  locations: string,
): Promise<{ stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-nginx-"));
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  await writeFile(
    join(folder, "nginx.conf"),
    `daemon off; master_process off; pid ${folder}/pid; error_log stderr;
     events {}
     http {
       access_log off;
       ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(" ")}
       server { listen 127.0.0.1:${port}; ${locations} }
     }`,
  );
  const child = spawn(executable, ["-p", folder, "-c", join(folder, "nginx.conf")], { stdio: "ignore" });
  await answers(port);
  return {
    async stop() {
      child.kill("SIGKILL");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function answers(port: number): Promise<void> {
  const isThere = () =>
    fetch(`http://127.0.0.1:${port}/nothing-there`).then(
      () => true,
      () => false,
    );
  await expect.poll(isThere).toBe(true);
}
