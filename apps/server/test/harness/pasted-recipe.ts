import { mkdirSync, writeFileSync } from "node:fs";
import { TestMachine, type MachineOptions } from "./test-machine.ts";

/** Writes each call down, one line per call, arguments separated by tabs. */
const RECORD = `{ printf '%s\\t' "\${0##*/}" "$@"; echo; } >>/stand-ins/calls`;

/**
 * What systemd, Docker and a cluster are asked for. What is to run is started as they would start it, by the command that
 * the machine has, and outlives the recipe.
 */
const STAND_INS: Readonly<Record<string, string>> = {
  sudo: `exec "$@"`,
  install: `${RECORD}; exec /usr/bin/install "$@"`,
  systemctl: `${RECORD}
[ "$1" = restart ] || exit 0
name=\${2#*@} file=/etc/systemd/system/$2 run=/stand-ins/$2
setting() { sed -n "s/^$1=//p" "$file" | sed "s/%i/\${name%.service}/g"; }
credential=$(setting LoadCredential)
state=/var/lib/$(setting StateDirectory)
mkdir -p "$run"
install -d -m "$(setting StateDirectoryMode)" "$state"
install -m 440 "\${credential#*:}" "$run/\${credential%%:*}"
[ ! -e "$run/pid" ] || kill "$(cat "$run/pid")"
CREDENTIALS_DIRECTORY=$run STATE_DIRECTORY=$state setsid $(setting ExecStart) >>"$run/log" 2>&1 </dev/null &
echo $! >"$run/pid"`,
  docker: `${RECORD}
case "$1" in
  container) [ -e "/stand-ins/container-$3" ] ;;
  rm) [ -e "/stand-ins/container-$3" ] && kill "$(cat "/stand-ins/container-$3")" ;;
  run)
    mounts=
    while [ $# -gt 0 ]; do
      case "$1" in
        --name) container=/stand-ins/container-$2 ;;
        --mount)
          source=\${2#*source=} target=\${2#*target=}
          mounts="$mounts;s:=\${target%%,*}:=\${source%%,*}:" ;;
        --env-file) variables=$(sed "\${mounts#;}" "$2") ;;
      esac
      shift
    done
    setsid setpriv --reuid=10001 --regid=10001 --clear-groups env $variables excalibur-executor run >"$container.log" 2>&1 </dev/null &
    echo $! >"$container" ;;
esac`,
  kubectl: `${RECORD}
case "$1 $2" in
  "get "*)
    for argument do case "$argument" in *=metadata.name=*) name=\${argument##*=} ;; esac; done
    [ ! -e "/stand-ins/object-$name" ] || cat "/stand-ins/object-$name" ;;
  "create secret") printf 'kind: Secret\\nmetadata:\\n  name: %s\\ndata:\\n  api-key: %s\\n' "$4" "$(base64 -w0)" ;;
  "annotate "*)
    sed "s|^metadata:|metadata:\\n  annotations:\\n    $5|" | sed 's|excalibur/executor=|excalibur/executor: |' ;;
  apply*)
    file=-; before=
    for argument do [ "$before" != -f ] || file=$argument; before=$argument; done
    if [ "$file" = - ]; then text=$(cat); else text=$(cat "$file"); fi
    printf '%s\\n---\\n' "$text" >>/stand-ins/applied.yaml
    name=$(echo "$text" | sed -n 's/^  name: //p' | head -n 1)
    echo "$text" | sed -n 's|^    excalibur/executor: "\\(.*\\)"|\\1|p; s|^    excalibur/url: "\\(.*\\)"|\\1|p' | paste -sd' ' >"/stand-ins/object-$name"
    ;;
esac`,
};

/** What came of a recipe. */
export interface PastedRecipe {
  readonly status: number | null;
  readonly output: string;
  /** Every call of a program that changes something: its name and arguments. */
  readonly calls: readonly (readonly string[])[];
  /** A file as the recipe wrote it, or as the cluster received it. @param path as the recipe names it */
  file(path: string): string;
}

/** A machine with programs that stand in for those that systemd, Docker and a cluster would take part in. */
export async function startHost(options: MachineOptions = {}): Promise<TestMachine> {
  const machine = await TestMachine.start(options);
  mkdirSync(machine.file("/stand-ins"));
  writeFileSync(machine.file("/stand-ins/calls"), "");
  for (const [name, script] of Object.entries(STAND_INS)) machine.addProgram(name, `#!/bin/sh\nset -eu\n${script}\n`);
  return machine;
}

/** Runs a recipe exactly as it is shown, as root. */
export async function pasteOn(machine: TestMachine, text: string, shell = "bash"): Promise<PastedRecipe> {
  writeFileSync(machine.file("/stand-ins/calls"), "");
  const { status, output } = await machine.run(text, shell);
  const calls = machine.read("/stand-ins/calls").split("\n").filter(Boolean);
  return {
    status,
    output,
    calls: calls.map((line) => line.split("\t").slice(0, -1)),
    file: (path) => machine.file(path === "applied.yaml" ? "/stand-ins/applied.yaml" : path),
  };
}

/** The same on a machine of its own, which has the command already: one that only notes what it is asked for. */
export async function pasteRecipe(text: string, shell = "bash"): Promise<PastedRecipe> {
  const machine = await startHost();
  machine.addProgram("excalibur-executor", `#!/bin/sh\n${RECORD}\n`);
  return pasteOn(machine, text, shell);
}
