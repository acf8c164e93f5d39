import type { TestMachine } from "./test-machine.ts";

const RUN_AS = 61_234;

/** Does with a unit what systemd does: settings, folder of the state, user made up, what is printed into the journal. */
const SYSTEMCTL = `
case "$1" in
  daemon-reload) exit 0 ;;
  enable) ;;
  *) echo "systemctl $1: not here" >&2; exit 1 ;;
esac
unit=/etc/systemd/system/$3.service
setting() { sed -n "s/^$1=//p" "$unit"; }
for file in $(setting EnvironmentFile); do set -a; . "$file"; set +a; done
for variable in $(setting Environment); do export "$variable"; done
install -d -m 700 -o ${RUN_AS} -g ${RUN_AS} "/var/lib/$(setting StateDirectory)"
cd "$(setting WorkingDirectory)"
setsid setpriv --reuid=${RUN_AS} --regid=${RUN_AS} --clear-groups $(setting ExecStart) >/stand-ins/journal 2>&1 </dev/null &
for _ in $(seq 1 300); do grep -q '^Excalibur is ready' /stand-ins/journal && exit 0; sleep 0.1; done
cat /stand-ins/journal >&2
exit 1`;

/** Takes the options of the documented line, and refuses any other. */
const SYSTEMD_RUN = `
while [ $# -gt 0 ]; do
  case "$1" in
    --pipe|--wait) ;;
    -p) shift
      case "$1" in
        DynamicUser=yes|User=*|StateDirectory=*) ;;
        EnvironmentFile=*) set -a; . "\${1#*=}"; set +a ;;
        Environment=*) export "\${1#*=}" ;;
        WorkingDirectory=*) cd "\${1#*=}" ;;
        *) echo "systemd-run -p $1: not here" >&2; exit 1 ;;
      esac ;;
    -*) echo "systemd-run $1: not here" >&2; exit 1 ;;
    *) break ;;
  esac
  shift
done
exec setpriv --reuid=${RUN_AS} --regid=${RUN_AS} --clear-groups "$@"`;

const JOURNALCTL = `[ "$1 $2 $3" = "-u excalibur-server -g" ] && exec grep -e "$4" /stand-ins/journal`;

/** Programs in place of systemd's, which want systemd as the first process. The server they start is real. */
export function addUnitPrograms(machine: TestMachine, port: number): void {
  // The port of the page may be in use on this machine.
  machine.addProgram("systemctl", `#!/bin/sh\nset -eu\nexport EXCALIBUR_PORT=${port}\n${SYSTEMCTL}\n`);
  machine.addProgram("systemd-run", `#!/bin/sh\nset -eu\n${SYSTEMD_RUN}\n`);
  machine.addProgram("journalctl", `#!/bin/sh\nset -eu\n${JOURNALCTL}\n`);
}
