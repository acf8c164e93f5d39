/** What matters of a file's owner and mode, and who asks. */
export interface FileAccess {
  readonly path: string;
  readonly mode: number;
  readonly ownerId: number;
  readonly userId: number;
}

const GROUP_READ = 0o040;
const GROUP_OTHER = 0o030;
const WORLD = 0o007;

/**
 * Whether others than the executor and root can get at a key file.
 * The rule is PostgreSQL's for private keys: a file that the executor's user owns is readable by that user alone; a file
 * that root owns may be readable by a group, because a Kubernetes Secret with `fsGroup` is given to a service that way.
 * @returns the words to refuse it with, or null when it is private enough.
 */
export function accessProblem({ path, mode, ownerId, userId }: FileAccess): string | null {
  const handedOverByRoot = ownerId === 0 && userId !== 0;
  const forbidden = handedOverByRoot ? GROUP_OTHER | WORLD : GROUP_READ | GROUP_OTHER | WORLD;
  if ((mode & forbidden) === 0) return null;
  const who = (mode & WORLD) === 0 ? "its group" : "every user of this machine";
  const octal = (mode & 0o777).toString(8).padStart(4, "0");
  const mend = handedOverByRoot ? `chmod 640 ${quoted(path)}` : `chmod 600 ${quoted(path)}`;
  const hint = handedOverByRoot ? " (for a Kubernetes Secret: defaultMode: 0440)" : "";
  return `its mode ${octal} gives ${who} access to it. Run: ${mend}${hint}`;
}

/** A path as a shell takes it. */
function quoted(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
