import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { eventually } from "./eventually.ts";

const SAMPLES = new URL("../../../../deploy/proxies/", import.meta.url);

export const PROXIES = ["nginx", "caddy", "haproxy"] as const;
export type ProxyName = (typeof PROXIES)[number];

interface Filled {
  /** Its arguments to check the file, and to run. */
  readonly check: readonly string[];
  readonly run: readonly string[];
}

/** What a reader fills in: the port of the proxy, the address of the server behind it. */
interface Values {
  readonly port: number;
  readonly server: string;
}

/** A sample of `deploy/proxies`, filled in, in a folder with a certificate. */
export function fillSample(name: ProxyName, { port, server }: Values): Filled {
  const folder = mkdtempSync(join(tmpdir(), "excalibur-proxy-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [certificate, key] = [join(folder, "excalibur.pem"), join(folder, "excalibur.key")];
  const made = [
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:prime256v1",
    "-nodes",
    "-days",
    "2",
    "-subj",
    "/CN=127.0.0.1",
  ];
  execFileSync("openssl", ["req", "-x509", ...made, "-keyout", key, "-out", certificate], { stdio: "ignore" });
  writeFileSync(join(folder, "excalibur-with-key.pem"), readFileSync(certificate, "utf8") + readFileSync(key, "utf8"));
  const fill = (file: string, replacements: Record<string, string>) =>
    Object.entries({ "127.0.0.1:4700": server, "/etc/ssl/": `${folder}/`, ...replacements }).reduce(
      (text, [what, by]) => {
        expect(text).toContain(what);
        return text.replaceAll(what, by);
      },
      readFileSync(new URL(file, SAMPLES), "utf8"),
    );
  const file = join(folder, "configuration");
  switch (name) {
    case "nginx": {
      const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
      const own = temporary.map((kind) => `${kind}_temp_path ${folder}/${kind};`).join(" ");
      writeFileSync(join(folder, "excalibur.conf"), fill("nginx.conf", { "listen 443": `listen 127.0.0.1:${port}` }));
      writeFileSync(
        file,
        `daemon off; pid ${folder}/pid; error_log stderr; worker_processes 1; events {}
         http { access_log off; ${own} include ${folder}/excalibur.conf; }`,
      );
      return { check: ["-t", "-c", file], run: ["-c", file] };
    }
    case "caddy": {
      // No port for http, no other program's settings, no authority in the system's list.
      const text = fill("Caddyfile", { "excalibur.example.com {": `https://127.0.0.1:${port} {\n\tbind 127.0.0.1` });
      writeFileSync(file, text.replace("{\n\tservers", "{\n\tadmin off\n\tauto_https disable_redirects\n\tservers"));
      const words = ["--config", file, "--adapter", "caddyfile"];
      return { check: ["validate", ...words], run: ["run", ...words] };
    }
    case "haproxy":
      writeFileSync(file, fill("haproxy.cfg", { "bind :443": `bind 127.0.0.1:${port}` }));
      return { check: ["-c", "-f", file], run: ["-db", "-f", file] };
  }
}

/** Has the real program read a filled sample. @throws what it says of it */
export function checkSample(name: ProxyName, { check }: Filled): void {
  execFileSync(name, check, { stdio: ["ignore", "ignore", "pipe"], env: environment() });
}

/** Starts the real program with a filled sample; it ends with the test. */
export async function startSample(name: ProxyName, { run }: Filled, port: number): Promise<void> {
  const child = spawn(name, run, { stdio: ["ignore", "ignore", "pipe"], env: environment() });
  let said = "";
  child.stderr.on("data", (text: Buffer) => (said += String(text)));
  onTestFinished(async () => {
    child.kill("SIGTERM");
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  });
  await eventually(async () => {
    expect([child.exitCode, said]).toEqual([null, expect.any(String)]);
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect").finally(() => socket.destroy());
  });
}

/** Caddy keeps files in its home. */
function environment(): NodeJS.ProcessEnv {
  const home = mkdtempSync(join(tmpdir(), "excalibur-home-"));
  mkdirSync(join(home, ".config"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return { PATH: `${process.env["PATH"] ?? ""}:/usr/sbin`, HOME: home };
}
