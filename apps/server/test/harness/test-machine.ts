import { execFileSync, spawn, type ChildProcess, type StdioOptions } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect, onTestFinished } from "vitest";
import { LONG_PATIENCE_MS } from "../../../../scripts/testing/patience.ts";
import { eventually } from "./eventually.ts";

/** Mounts a copy-on-write view of a root folder, and enters it. */
const ENTER = `
mount -t tmpfs tmpfs /mnt
mkdir /mnt/changes /mnt/work /mnt/root
mount -t overlay overlay -o "lowerdir=$1,upperdir=/mnt/changes,workdir=/mnt/work" /mnt/root
mount --rbind /proc /mnt/root/proc
mount --rbind /dev /mnt/root/dev
mount -t tmpfs tmpfs /mnt/root/tmp
mount -t tmpfs tmpfs /mnt/root/root
shift
while [ $# -gt 0 ]; do
  mkdir -p "/mnt/root$1"
  mount --rbind "$2" "/mnt/root$1"
  shift 2
done
exec chroot /mnt/root sleep infinity`;

const PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

export interface MachineOptions {
  readonly root?: string;
  readonly mounts?: Readonly<Record<string, string>>;
}

/**
 * A machine to change: this one's file system (or another root folder), where everything that is written is gone afterwards,
 * with processes of its own and this machine's network. Needs root.
 */
export class TestMachine {
  readonly #pid: number;

  private constructor(pid: number) {
    this.#pid = pid;
  }

  /**
   * @param root its file system, left as it is.
   * @param mounts folders of this machine, by where that machine has them.
   */
  static async start({ root = "/", mounts = {} }: MachineOptions = {}): Promise<TestMachine> {
    const apart = ["--mount", "--pid", "--fork", "--kill-child", "--propagation=private"];
    const child = spawn("unshare", [...apart, "sh", "-euc", ENTER, "sh", root, ...Object.entries(mounts).flat()], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    const pid = await pidInside(child);
    const machine = new TestMachine(pid);
    await eventually(async () => expect(readFileSync(`/proc/${pid}/comm`, "utf8")).toBe("sleep\n"));
    await machine.run("rm -rf /etc/excalibur");
    return machine;
  }

  /** A file of the machine, as this one reaches it. */
  file(path: string): string {
    return `/proc/${this.#pid}/root${path}`;
  }

  has(path: string): boolean {
    return existsSync(this.file(path));
  }

  read(path: string): string {
    return readFileSync(this.file(path), "utf8");
  }

  /** Writes a program, which its shell finds before any other of that name. */
  addProgram(name: string, script: string, folder = "/usr/local/sbin"): void {
    const path = this.file(`${folder}/${name}`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, script);
    chmodSync(path, 0o755);
  }

  /** Takes programs away. */
  removePrograms(...names: string[]): void {
    for (const name of names) {
      for (const folder of PATH.split(":")) execFileSync("rm", ["-f", this.file(`${folder}/${name}`)]);
    }
  }

  /**
   * Runs a text in a shell as root, with an empty home and nothing of this run's environment.
   * @throws when it has not ended in time
   */
  async run(text: string, shell = "sh"): Promise<{ status: number | null; output: string }> {
    const child = this.#spawn([shell, "-c", text], ["ignore", "pipe", "pipe"]);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => (output += chunk.toString()));
    }
    const [status] = (await once(child, "exit", { signal: AbortSignal.timeout(LONG_PATIENCE_MS) })) as [number | null];
    return { status, output };
  }

  /** Starts a text in a shell and leaves it running until the machine ends. */
  start(text: string): void {
    this.#spawn(["sh", "-c", text], "ignore");
  }

  #spawn(command: readonly string[], stdio: StdioOptions): ChildProcess {
    const inside = [`--target=${this.#pid}`, "--mount", "--pid", "--root", "--", "env", "--chdir=/root"];
    const child = spawn("nsenter", [...inside, ...command], { env: { PATH, HOME: "/root", LANG: "C" }, stdio });
    onTestFinished(() => void child.kill("SIGKILL"));
    return child;
  }
}

/** The process that `unshare` has forked: the first one of the machine. */
async function pidInside(child: ChildProcess): Promise<number> {
  let pid = 0;
  await eventually(async () => {
    pid = Number(readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, "utf8").trim().split(" ")[0]);
    expect(pid).toBeGreaterThan(0);
  });
  return pid;
}
