import { writeFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { buildExecutor } from "./harness/build-executor.ts";
import { CHECKOUT_OF_HOST, startNodeHost, startServer, whoIsOnline } from "./harness/connect-hosts.ts";
import { takeBlock } from "./harness/documented-walk.ts";
import { ExcaliburCommand } from "./harness/excalibur-command.ts";
import type { TestMachine } from "./harness/test-machine.ts";

const ANSIBLE = `${CHECKOUT_OF_HOST}/deploy/ansible`;

/** What Ansible asks systemd about a service. To start one is what stands in for it on these machines anyway. */
const SYSTEMCTL = `#!/bin/sh
set -eu
case "$1" in
  daemon-reload) ;;
  show) echo LoadState=loaded; [ -e "/stand-ins/$2/pid" ] && echo ActiveState=active || echo ActiveState=inactive ;;
  is-enabled) [ -e "/stand-ins/enabled-$2" ] && echo enabled || { echo disabled; exit 1; } ;;
  enable) touch "/stand-ins/enabled-$2" ;;
  start | restart) exec /stand-ins/systemctl restart "$2" ;;
esac
`;

beforeAll(buildExecutor);

async function startHostForAnsible(): Promise<TestMachine> {
  const host = await startNodeHost();
  await host.run("cp /usr/local/sbin/systemctl /stand-ins/systemctl");
  host.addProgram("systemctl", SYSTEMCTL);
  return host;
}

/** What the playbook says it changed. */
const changesIn = (output: string) => Number(/changed=(\d+)/.exec(output)?.[1] ?? Number.NaN);

/** Runs the playbook on the machine itself. @returns how many tasks changed something, and what was said */
async function play(host: TestMachine, name: string, variables: Record<string, string>, env = "") {
  writeFileSync(host.file("/root/inventory"), `[executors]\n${name} ansible_connection=local\n`);
  writeFileSync(host.file("/root/variables.json"), JSON.stringify({ ansible_become: false, ...variables }));
  const command = `${env} ansible-playbook -vv --diff -i /root/inventory ${ANSIBLE}/executors.yml -e @/root/variables.json`;
  const { status, output } = await host.run(`export ANSIBLE_LOCALHOST_WARNING=False\n${command}`, "bash");
  return { status, output, changed: changesIn(output) };
}

/** Gives a machine the command `excalibur`. */
async function addCommand(host: TestMachine): Promise<void> {
  await ExcaliburCommand.build(host.file("/root"));
  host.addProgram("excalibur", '#!/bin/sh\nexec /opt/node/node /root/excalibur.mjs "$@"\n');
}

test("what docs/executors.md says makes hosts executors with a fleet's code, and a second run changes nothing", async () => {
  const { server, owner } = await startServer();
  const scopes = ["keys:write" as const];
  const { secret } = await owner.trpc.managementKeys.create.mutate({ name: "fleet", scopes, expiresInDays: 1 });
  const host = await startHostForAnsible();
  await addCommand(host);
  writeFileSync(host.file("/root/hosts.ini"), "[executors]\nweb-1 ansible_connection=local ansible_become=false\n");
  const block = takeBlock("docs/executors.md", "excalibur codes create", {
    "--hosts 300": "--hosts 1",
    "deploy/ansible": ANSIBLE,
    "https://excalibur.example.com": server.url,
  });
  const variables = `export EXCALIBUR_URL=${server.url} EXCALIBUR_MANAGEMENT_KEY=${secret}`;
  const first = await host.run(`set -eu\n${variables}\n${block}`, "bash");
  expect([first.output, first.status]).toEqual([expect.stringContaining("failed=0"), 0]);
  expect(changesIn(first.output)).toBeGreaterThan(5);
  await whoIsOnline(owner, "web-1");
  const [code, key] = [host.read("/root/fleet.code").trim(), host.read("/etc/excalibur/web-1/api-key").trim()];

  const again = { excalibur_url: server.url, excalibur_enrollment_code: code };
  const second = await play(host, "web-1", again);
  expect([second.status, second.changed]).toEqual([0, 0]);
  expect(host.read("/etc/excalibur/web-1/api-key").trim()).toBe(key);
  // The code was for one host.
  const other = await play(host, "web-2", again);
  expect([other.status, other.output]).toEqual([2, expect.stringContaining("(code_used)")]);
  for (const { output } of [first, second, other]) {
    expect(output).not.toContain(code);
    expect(output).not.toContain(key);
  }
  const none = await play(host, "web-3", { excalibur_url: server.url });
  expect([none.status, none.output]).toEqual([2, expect.stringContaining("set excalibur_enrollment_code or")]);
});

test("the role puts keys in place that the command excalibur makes on the controller, and a second run changes nothing", async () => {
  const { server, owner } = await startServer();
  const scopes = ["keys:read" as const, "keys:write" as const];
  const { secret } = await owner.trpc.managementKeys.create.mutate({ name: "play", scopes, expiresInDays: 1 });
  const host = await startHostForAnsible();
  await addCommand(host);
  await host.run("mkdir /root/keys");
  const variables = { excalibur_url: server.url, excalibur_keys_folder: "/root/keys" };
  const env = `EXCALIBUR_MANAGEMENT_KEY=${secret}`;
  const first = await play(host, "db-1", variables, env);
  expect([first.output, first.status]).toEqual([expect.stringContaining("failed=0"), 0]);
  await whoIsOnline(owner, "db-1");
  const second = await play(host, "db-1", variables, env);
  expect([second.output, second.changed]).toEqual([expect.stringContaining("failed=0"), 0]);
  for (const { output } of [first, second]) expect(output).not.toContain(host.read("/root/keys/db-1").trim());
});
