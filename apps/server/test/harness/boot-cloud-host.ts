import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parse } from "yaml";
import { startNodeHost } from "./connect-hosts.ts";
import { pasteOn } from "./pasted-recipe.ts";
import type { TestMachine } from "./test-machine.ts";

const TEXT = readFileSync(new URL("../../../../deploy/cloud-init/executor.yaml", import.meta.url), "utf8");

interface CloudConfig {
  readonly write_files: readonly { readonly path: string; readonly permissions: string; readonly content: string }[];
  readonly runcmd: readonly string[];
}

/** The cloud-init file, filled in for a server and a fleet's code. */
export function cloudInitFile(url: string, code: string): string {
  return TEXT.replace("https://excalibur.example.com", url).replace("FILL-IN-THE-CODE", code);
}

/** A host with Node that can be given one name after the other. */
export async function startCloudHost(): Promise<TestMachine> {
  const host = await startNodeHost();
  host.addProgram("uname", '#!/bin/sh\n[ "$1" = -n ] && cat /stand-ins/name || exec /usr/bin/uname "$@"\n');
  return host;
}

/** Does with the file what cloud-init does with it on a host of this name. */
export async function bootCloudHost(host: TestMachine, name: string, text: string) {
  writeFileSync(host.file("/stand-ins/name"), `${name}\n`);
  const { write_files: files, runcmd } = parse(text) as CloudConfig;
  for (const { path, permissions, content } of files) {
    mkdirSync(dirname(host.file(path)), { recursive: true });
    writeFileSync(host.file(path), content, { mode: Number.parseInt(permissions, 8) });
  }
  return pasteOn(host, runcmd.join("\n"), "sh");
}
