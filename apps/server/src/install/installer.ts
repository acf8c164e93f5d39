import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { InstallableFile, InstallableFiles } from "./installable-files.ts";

const TEMPLATE = fileURLToPath(new URL("../../../../deploy/install/install.sh", import.meta.url));

/** The script that fetches, verifies and installs the executor's command. */
export interface Installer {
  /** The script, with this server's address and the checksums of its files. */
  write(): Promise<string>;
  /** Of the script as it is now, hexadecimal. */
  sha256(): Promise<string>;
  /** The checksums as `sha256sum --check` reads them, the script's own among them. */
  checksums(): Promise<string>;
}

/** @param url where hosts reach the server; its letters mean nothing to a shell (configuration/public-url.ts). */
export function createInstaller(options: { files: InstallableFiles; url: () => string; version: string }): Installer {
  const template = readFileSync(TEMPLATE, "utf8");
  const fillIn = (files: readonly InstallableFile[]) =>
    template
      .replaceAll("{{url}}", options.url())
      .replaceAll("{{version}}", options.version)
      .replace("{{checksums}}", listOf(files));
  const write = async () => fillIn(await options.files.list());
  return {
    write,
    sha256: async () => hash(await write()),
    checksums: async () => {
      const files = await options.files.list();
      return `${listOf([...files, { name: "install.sh", sha256: hash(fillIn(files)) }])}\n`;
    },
  };
}

function listOf(files: readonly InstallableFile[]): string {
  return files.map(({ name, sha256 }) => `${sha256}  ${name}`).join("\n");
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
