import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { buildExecutor } from "./harness/build-executor.ts";
import { CHECKOUT_OF_HOST, startNodeHost, startServer, whoIsOnline } from "./harness/connect-hosts.ts";
import { REPOSITORY } from "./harness/documented-commands.ts";
import { notTaken, takeBlock, typing } from "./harness/documented-walk.ts";
import { runIn, temporaryFolder } from "./harness/run-in-folder.ts";
import { provideHelm, provideKubectl } from "./harness/test-helm.ts";

describe("on a host", () => {
  buildExecutor();

  const prepare = async () => {
    const { server, owner } = await startServer();
    const { secret } = await owner.trpc.executors.connect.mutate({ name: "prod-1", place: "bareMetal" });
    const host = await startNodeHost();
    const inCheckout = (text: string) => host.run(`set -euo pipefail\ncd ${CHECKOUT_OF_HOST}\n${text}`, "bash");
    const install = takeBlock("docs/executors.md", 'curl -fsS "$EXCALIBUR_URL');
    expect(await host.run(`export EXCALIBUR_URL=${server.url}\n${install}`, "bash")).toMatchObject({ status: 0 });
    return { server, owner, secret, host, inCheckout, at: { "https://excalibur.example.com": server.url } };
  };

  test("docs/executors.md: install, check, and the service by hand is online", async () => {
    const { owner, secret, host, inCheckout, at } = await prepare();
    const check = takeBlock("docs/executors.md", "read -rs EXCALIBUR_API_KEY", at);
    expect(await host.run(typing(secret, check), "bash")).toMatchObject({ status: 0 });
    const service = takeBlock("docs/executors.md", "sudo install -d", at);
    expect(await inCheckout(typing(secret, service))).toMatchObject({ status: 0 });
    expect(host.read("/etc/excalibur/prod-1/api-key")).toBe(`${secret}\n`);
    // `enable --now` is noted, not done, by what stands in for systemd here.
    expect(host.read("/stand-ins/calls")).toContain("enable\t--now\texcalibur-executor@prod-1\t");
    await host.run("systemctl restart excalibur-executor@prod-1.service");
    await whoIsOnline(owner, "prod-1");
  });

  test("docs/executors.md: the objects for Kubernetes are what a cluster is given", async () => {
    const { server, secret, host, inCheckout, at } = await prepare();
    const block = takeBlock("docs/executors.md", "kubectl apply", at);
    expect(await inCheckout(typing(secret, block))).toMatchObject({ status: 0 });
    const applied = host.read("/stand-ins/applied.yaml");
    expect(host.read("/stand-ins/calls")).toContain("-f\tdeploy/kubernetes/namespace.yaml\t");
    expect(applied).toContain(server.url);
    expect(applied).not.toContain("{{");
    expect(applied).not.toContain(secret);
  });

  test("docs/executors.md and the executor's page: enrol, run with the key, and sync by curl", async () => {
    const { server, owner, host, at } = await prepare();
    const { secret: code } = await owner.trpc.codes.create.mutate({ name: "prod-2" });
    const enroll = takeBlock("docs/executors.md", "excalibur-executor enroll", { ...at, "prod-1": "prod-2" });
    await host.run("mkdir -p /etc/excalibur");
    expect(await host.run(typing(code, enroll), "bash")).toMatchObject({ status: 0 });
    const key = host.read("/etc/excalibur/api-key").trim();
    const page = "packages/executor/README.md";
    host.start(takeBlock(page, "excalibur-executor run", { ...at, "prod-1": "prod-2" }));
    await whoIsOnline(owner, "prod-2");
    const call = takeBlock(page, "printf 'Authorization", { ...at, "prod-1": "prod-2" });
    expect(await host.run(call, "bash")).toMatchObject({ output: expect.stringContaining('"name":"prod-2"') });
    const guide = takeBlock("docs/executors.md", "printf 'Authorization", { "hello-1": "prod-2" });
    const variables = `export EXCALIBUR_URL=${server.url} EXCALIBUR_API_KEY=${key}\n`;
    expect(await host.run(variables + guide)).toMatchObject({ output: expect.stringContaining('"name":"prod-2"') });
  });
});

test("docs/operating.md: the audit log is verified by what its page says", async () => {
  const { server, owner } = await startServer();
  await owner.trpc.apiKeys.create.mutate({ name: "laptop", target: { kind: "newExecutor" } });
  const folder = temporaryFolder();
  const file = join(folder, "audit-log-acme-20260601.jsonl");
  const log = await fetch(`${server.url}/api/audit/export?format=jsonl`, { headers: { cookie: owner.cookie ?? "" } });
  const text = await log.text();
  writeFileSync(file, text);
  const { hash } = JSON.parse(text.trim().split("\n").at(-1) ?? "") as { hash: string };
  const block = takeBlock("docs/operating.md", "npm run audit", {
    "3f5a…": hash,
    "audit-log-acme": `${folder}/audit-log-acme`,
  });
  expect((await runIn(REPOSITORY, block)).match(/unbroken/g)).toHaveLength(2);
});

test("docs/operating.md: the chart and its Secret are made by the real helm and kubectl", async () => {
  const bin = temporaryFolder();
  copyFileSync(await provideKubectl(), join(bin, "kubectl-itself"));
  const programs = {
    kubectl: `exec ${bin}/kubectl-itself "$@" --dry-run=client --output=yaml`,
    // Without a cluster: what would be installed.
    helm: `[ "$1" = install ] && shift && exec ${await provideHelm()} template "$@"`,
  };
  for (const [name, text] of Object.entries(programs))
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  const block = takeBlock("docs/operating.md", "kubectl create secret generic excalibur ");
  const objects = await runIn(REPOSITORY, `PATH=${bin}:$PATH\n${block}`, { DATABASE_URL: "postgresql://u:p@h/d" });
  for (const kind of ["Secret", "StatefulSet", "Ingress", "PodDisruptionBudget"]) {
    expect(objects).toMatch(new RegExp(`^kind: ${kind}$`, "m"));
  }
});

test("every block that is said to be run here was run", () => {
  expect(notTaken("documented-hosts")).toEqual([]);
});
