import { execFile } from "node:child_process";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { putInPlace } from "../../../../scripts/testing/put-in-place.ts";

const CACHE = fileURLToPath(new URL("../../../../.cache/debian/", import.meta.url));

/**
 * Gives a new Debian its own copy of what `apt-get` asks the archive for before it installs curl, so that a slow archive
 * delays no test: the signed index, and the packages in the folder where `apt-get` looks first.
 */
const KEEP_PACKAGES = `
apt-get -qq update
apt-get -qq install --download-only --no-install-recommends curl ca-certificates
index=dists/bookworm
packages=$index/main/binary-$(dpkg --print-architecture)
mkdir -p "/srv/debian/$packages"
for file in "$index/InRelease" "$packages/Packages.xz"; do
  /usr/lib/apt/apt-helper download-file "http://deb.debian.org/debian/$file" "/srv/debian/$file"
done
echo "deb file:/srv/debian bookworm main" >/etc/apt/sources.list
echo 'Acquire::Languages "none";' >/etc/apt/apt.conf.d/no-translations
rm -rf /var/lib/apt/lists/*`;

/**
 * The file system of a Debian 12 on which nothing was installed yet, as debootstrap makes it; kept for the next time. It can
 * install curl without a network.
 */
export async function provideDebian(): Promise<string> {
  const root = `${CACHE}bookworm-with-packages`;
  if (existsSync(root)) return root;
  const draft = `${root}.${process.pid}`;
  mkdirSync(CACHE, { recursive: true });
  try {
    await promisify(execFile)("debootstrap", ["--variant=minbase", "bookworm", draft], { maxBuffer: 100_000_000 });
    await promisify(execFile)("chroot", [draft, "sh", "-euc", KEEP_PACKAGES]);
    await putInPlace(draft, root);
    return root;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
