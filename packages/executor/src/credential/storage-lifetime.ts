import { access, constants, readFile, realpath } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** What is gone together with a mount, for people. */
const GONE_WITH: Readonly<Record<string, string>> = {
  tmpfs: "it is in memory (tmpfs) and gone after a restart of the host or pod",
  ramfs: "it is in memory (ramfs) and gone after a restart of the host or pod",
  overlay: "it is in the container's own file system and gone with the container",
};
const EMPTY_DIR = "it is an emptyDir of Kubernetes and gone with the pod";
const OCTAL_ESCAPE = /\\([0-7]{3})/g;

/**
 * Says why what is written to a path would not last, as a sentence; null where nothing is known against it.
 * @param mounts as Linux lists them in `/proc/self/mountinfo`
 */
export function whyShortLived(path: string, mounts: string): string | null {
  let found: { readonly point: string; readonly root: string; readonly type: string } | null = null;
  for (const line of mounts.split("\n")) {
    // ID, parent, device, root, mount point, options, …, "-", type
    const [place = "", kind = ""] = line.split(" - ");
    const [, , , root = "", point = ""] = place.split(" ").map(unescaped);
    const isAbove = point === "/" || path === point || path.startsWith(`${point}/`);
    // Of two at one point the later one covers the earlier.
    if (point !== "" && isAbove && point.length >= (found?.point.length ?? 0)) {
      found = { point, root, type: kind.split(" ")[0] ?? "" };
    }
  }
  if (found === null) return null;
  return found.root.includes("/kubernetes.io~empty-dir/") ? EMPTY_DIR : (GONE_WITH[found.type] ?? null);
}

/**
 * The same of a file of this host that may not be there yet. Nothing is said of one that can't be written, since then no renewal
 * begins; on other systems than Linux nothing is known.
 */
export async function storageLifetimeProblem(path: string): Promise<string | null> {
  try {
    const real = await realpath(path).catch(async () => join(await realpath(dirname(path)), basename(path)));
    await access(dirname(real), constants.W_OK);
    return whyShortLived(real, await readFile("/proc/self/mountinfo", "utf8"));
  } catch {
    return null;
  }
}

function unescaped(field: string): string {
  return field.replaceAll(OCTAL_ESCAPE, (_, octal: string) => String.fromCodePoint(Number.parseInt(octal, 8)));
}
