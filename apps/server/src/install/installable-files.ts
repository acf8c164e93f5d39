import { createHash } from "node:crypto";
import { createReadStream, statSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";

const UNIT_FOLDER = fileURLToPath(new URL("../../../../deploy/systemd/", import.meta.url));
const EXECUTOR_FOLDER = fileURLToPath(new URL("../../../../packages/executor/", import.meta.url));

/** A file that is served for hosts to install. */
export interface InstallableFile {
  readonly name: string;
  /** Hexadecimal. */
  readonly sha256: string;
}

export interface InstallablePlace {
  readonly folder: string;
  readonly contentType: string;
}

/** The files that belong to this version of the server, as far as they are built. */
export interface InstallableFiles {
  /** Where a file is and what it is; null for every other name. */
  find(name: string): InstallablePlace | null;
  /** The files that exist now. A file that was built again is read again. */
  list(): Promise<readonly InstallableFile[]>;
}

/** Where each of them is built, by its name. */
function placesOf(version: string, folder: string): ReadonlyMap<string, InstallablePlace> {
  const built = join(folder, "dist");
  const packaged = join(folder, "out");
  const executable = { folder: packaged, contentType: "application/gzip" };
  const debianPackage = { folder: packaged, contentType: "application/vnd.debian.binary-package" };
  return new Map([
    ["excalibur-executor.mjs", { folder: built, contentType: "text/javascript; charset=utf-8" }],
    ["excalibur-executor@.service", { folder: UNIT_FOLDER, contentType: "text/plain; charset=utf-8" }],
    ["excalibur-executor-linux-x64.gz", executable],
    ["excalibur-executor-linux-arm64.gz", executable],
    [`excalibur-executor_${version}_amd64.deb`, debianPackage],
    [`excalibur-executor_${version}_arm64.deb`, debianPackage],
  ]);
}

/** @param folder of the executor's package, where `npm run build` and `npm run package:executor` put them. */
export function createInstallableFiles(version: string, folder = EXECUTOR_FOLDER): InstallableFiles {
  const places = placesOf(version, folder);
  const hashes = new Map<string, { state: string; sha256: Promise<string> }>();

  async function read(name: string, { folder: place }: InstallablePlace): Promise<InstallableFile[]> {
    const path = join(place, name);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return [];
    const state = `${found.size} ${found.mtimeMs}`;
    const known = hashes.get(name);
    const sha256 = known?.state === state ? known.sha256 : hashFile(path);
    hashes.set(name, { state, sha256 });
    return [{ name, sha256: await sha256 }];
  }

  return {
    find: (name) => places.get(name) ?? null,
    list: async () => (await Promise.all([...places].map(([name, place]) => read(name, place)))).flat(),
  };
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
