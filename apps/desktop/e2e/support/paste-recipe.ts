import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const COMMAND = fileURLToPath(new URL("../../../../packages/executor/src/main.ts", import.meta.url));

/**
 * Stand in for the programs that would change this machine. What they write lands below a folder, and restarting the unit
 * starts the real command as systemd would: with the credential and the arguments that the unit names.
 */
const STAND_INS = {
  sudo: `exec "$@"`,
  install: `for argument do
  shift
  case "$argument" in
    /dev/stdin) set -- "$@" "$argument" ;;
    /*) mkdir -p "$ROOT\${argument%/*}"; set -- "$@" "$ROOT$argument" ;;
    *) set -- "$@" "$argument" ;;
  esac
done
exec /usr/bin/install "$@"`,
  "excalibur-executor": `exec "$NODE" --disable-warning=ExperimentalWarning "$COMMAND" "$@"`,
  systemctl: `[ "$1" = restart ] || exit 0
name=\${2#*@} name=\${name%.service}
unit=$ROOT/etc/systemd/system/$2
sed -i "s/%i/$name/g" "$unit"
credential=$(sed -n 's/^LoadCredential=//p' "$unit")
mkdir -p "$ROOT/credentials"
cp "$ROOT\${credential#*:}" "$ROOT/credentials/\${credential%%:*}"
export CREDENTIALS_DIRECTORY="$ROOT/credentials"
setsid $(sed -n 's/^ExecStart=//p' "$unit" | sed "s: /etc/: $ROOT/etc/:") >"$ROOT/log" 2>&1 &
echo $! >"$ROOT/pid"`,
} as const;

export type PastedRecipe = Awaited<ReturnType<typeof pasteRecipe>>;

/** Runs the recipe of a bare-metal host, letter by letter as it is shown, and with it the real executor. */
export async function pasteRecipe(text: string) {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-pasted-"));
  const root = join(folder, "root");
  await mkdir(join(folder, "bin"));
  await mkdir(root);
  for (const [name, script] of Object.entries(STAND_INS)) {
    await writeFile(join(folder, "bin", name), `#!/bin/sh\nset -eu\n${script}\n`);
    await chmod(join(folder, "bin", name), 0o755);
  }
  const environment = { ROOT: root, COMMAND, NODE: process.execPath };
  const shell = spawn("bash", ["-c", text], {
    env: { PATH: `${join(folder, "bin")}:${dirname(process.execPath)}:/usr/bin:/bin`, ...environment },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let output = "";
  shell.stderr.on("data", (chunk: Buffer) => (output += String(chunk)));
  const [status] = (await once(shell, "close")) as [number | null];
  if (status !== 0) throw new Error(`The recipe ended with ${status}.\n${output}`);
  return {
    log: () => readFile(join(root, "log"), "utf8"),
    /** Ends the executor and takes away what the recipe has written. */
    async dispose() {
      try {
        process.kill(Number(await readFile(join(root, "pid"), "utf8")), "SIGKILL");
      } catch {
        // It has ended by itself.
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}
