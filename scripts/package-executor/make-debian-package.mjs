import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const DEPLOY = fileURLToPath(new URL("../../deploy/", import.meta.url));
const UNIT = "excalibur-executor@.service";

/** Makes a package for Debian and its relatives: the executable and its unit. Root owns every file in it; building it does not need root. */
export function makeDebianPackage({ executable, version, architecture, folder, target }) {
  const root = join(folder, architecture);
  rmSync(root, { recursive: true, force: true });
  const put = (from, to, mode) => {
    mkdirSync(dirname(join(root, to)), { recursive: true, mode: 0o755 });
    cpSync(from, join(root, to));
    chmodSync(join(root, to), mode);
  };
  put(executable, "usr/bin/excalibur-executor", 0o755);
  put(join(DEPLOY, "systemd", UNIT), `usr/lib/systemd/system/${UNIT}`, 0o644);
  put(join(DEPLOY, "debian/postinst"), "DEBIAN/postinst", 0o755);
  const control = readFileSync(join(DEPLOY, "debian/control"), "utf8")
    .replace("{{version}}", version)
    .replace("{{architecture}}", architecture)
    .replace("{{installedKilobytes}}", String(Math.ceil(statSync(executable).size / 1024)));
  writeFileSync(join(root, "DEBIAN/control"), control);
  execFileSync("dpkg-deb", ["--build", "--root-owner-group", "-Zxz", "-z3", root, target], {
    stdio: ["ignore", "ignore", "inherit"],
  });
}
