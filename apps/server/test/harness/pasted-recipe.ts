import { spawnSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** Writes each call down, one line per call, arguments separated by tabs. */
const RECORD = `printf '%s\\t' "\${0##*/}" "$@" >>"$RECIPE_FOLDER/calls"; printf '\\n' >>"$RECIPE_FOLDER/calls"`;

/** Programs that a recipe calls, standing in for the real ones: what they would change lands below a folder. */
const STAND_INS = {
  sudo: `exec "$@"`,
  systemctl: RECORD,
  "excalibur-executor": RECORD,
  docker: RECORD,
  // The real one, below the folder and without changing owners, which only root may.
  install: `${RECORD}
for argument do
  shift
  case "$argument" in
    -o | -g) skip=yes ;;
    /dev/stdin) set -- "$@" "$argument" ;;
    /*) mkdir -p "$RECIPE_FOLDER/root/\${argument%/*}"; set -- "$@" "$RECIPE_FOLDER/root$argument" ;;
    *) [ "\${skip-}" = yes ] || set -- "$@" "$argument"; skip=no ;;
  esac
done
PATH=/usr/bin:/bin exec install "$@"`,
  // Prints the Secret it is asked for as the real one does; keeps what it is told to apply.
  kubectl: `${RECORD}
case "$1 $2" in
  "create secret") printf 'kind: Secret\\nmetadata:\\n  name: %s\\ndata:\\n  api-key: %s\\n' "$4" "$(base64 -w0)" ;;
  apply*) { cat; echo "---"; } >>"$RECIPE_FOLDER/applied.yaml" ;;
esac`,
} as const;

/** What came of a recipe. */
export interface PastedRecipe {
  readonly status: number | null;
  readonly output: string;
  /** Every call of a program that changes something: its name and arguments. */
  readonly calls: readonly (readonly string[])[];
  /** A file as the recipe wrote it. @param path as the recipe names it */
  file(path: string): string;
}

/** Runs a recipe exactly as it is shown, with programs that stand in for those that would change this machine. */
export async function pasteRecipe(text: string, shell = "bash"): Promise<PastedRecipe> {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-recipe-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, "bin"));
  await mkdir(join(folder, "root"));
  await writeFile(join(folder, "calls"), "");
  for (const [name, script] of Object.entries(STAND_INS)) {
    await writeFile(join(folder, "bin", name), `#!/bin/sh\nset -eu\n${script}\n`);
    await chmod(join(folder, "bin", name), 0o755);
  }
  await writeFile(join(folder, "recipe"), text);
  const { status, stdout, stderr } = spawnSync(shell, [join(folder, "recipe")], {
    cwd: folder,
    env: { PATH: `${folder}/bin:/usr/bin:/bin`, RECIPE_FOLDER: folder },
    encoding: "utf8",
  });
  const calls = (await readFile(join(folder, "calls"), "utf8")).split("\n").filter(Boolean);
  return {
    status,
    output: stdout + stderr,
    calls: calls.map((line) => line.split("\t").slice(0, -1)),
    file: (path) => join(folder, path === "applied.yaml" ? path : `root${path}`),
  };
}
