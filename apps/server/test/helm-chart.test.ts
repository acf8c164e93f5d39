import { fileURLToPath } from "node:url";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { checkManifest, readManifests } from "./harness/kubernetes-schemas.ts";
import { hasTestHelm, helm } from "./harness/test-helm.ts";

const DEPLOY = fileURLToPath(new URL("../../../deploy/", import.meta.url));
const CHART = `${DEPLOY}helm/excalibur`;

const SERVER = ["--set", "server.publicUrl=https://excalibur.example.com"];
const EXECUTOR = ["--set", "executor.enabled=true,executor.name=edge-1,executor.existingSecret=edge-key"];
const POSTGRESQL = ["--set", "server.existingSecret=database"];
const THREE = ["--set", "server.replicas=3"];

interface Workload {
  readonly kind: string;
  readonly spec: { readonly template: { readonly spec: PodSpec } };
}

interface PodSpec {
  readonly automountServiceAccountToken: boolean;
  readonly securityContext: object;
  readonly containers: readonly { readonly env: readonly object[]; readonly securityContext: object }[];
  readonly volumes?: readonly object[];
}

function render(...args: string[]): Promise<string> {
  return helm("template", "prod", CHART, "--namespace", "excalibur", ...args);
}

async function podSpecs(text: string): Promise<Map<string, PodSpec>> {
  const workloads = readManifests(text) as unknown as Workload[];
  return new Map(workloads.flatMap(({ kind, spec }) => (kind === "Service" ? [] : [[kind, spec.template.spec]])));
}

// Helm exists for more systems than the one that the npm registry has it for.
describe.skipIf(!hasTestHelm)("the Helm chart", { timeout: 300_000 }, () => {
  test("passes Helm's own strict check", async () => {
    expect(await helm("lint", "--strict", CHART, ...SERVER, ...EXECUTOR)).toContain("0 chart(s) failed");
  });

  test.each([
    ["a server on the embedded database", SERVER, ["Service", "StatefulSet"]],
    ["a server on PostgreSQL", [...SERVER, ...POSTGRESQL], ["Service", "StatefulSet"]],
    ["three servers on PostgreSQL", [...SERVER, ...POSTGRESQL, ...THREE], ["Service", "StatefulSet"]],
    ["both", [...SERVER, ...EXECUTOR], ["Service", "Deployment", "StatefulSet"]],
    [
      "an executor alone",
      [...EXECUTOR, "--set", "server.enabled=false,executor.url=https://excalibur.example.com"],
      ["Deployment"],
    ],
  ])("makes valid objects for %s", async (_, args, kinds) => {
    const manifests = readManifests(await render(...args));
    expect(manifests.map(({ kind }) => kind)).toEqual(kinds);
    for (const manifest of manifests) expect(checkManifest(manifest)).toEqual([]);
  });

  test.each([
    ["an executor's name", ["--set", "executor.enabled=true,executor.existingSecret=k"], "executor.name is required"],
    ["an executor's Secret", ["--set", "executor.enabled=true,executor.name=a"], "executor.existingSecret is required"],
    ["an address for an executor alone", [...EXECUTOR, "--set", "server.enabled=false"], "executor.url is required"],
  ])("asks in words for %s", async (_, args, words) => {
    await expect(render(...SERVER, ...args)).rejects.toThrow(words);
  });

  test("runs as many servers as wanted on PostgreSQL, and refuses more than one on the embedded database", async () => {
    const manifests = readManifests(await render(...SERVER, ...POSTGRESQL, ...THREE));
    expect(manifests.find(({ kind }) => kind === "StatefulSet")).toMatchObject({ spec: { replicas: 3 } });
    await expect(render(...SERVER, ...THREE)).rejects.toThrow("server.replicas above 1 need PostgreSQL");
  });

  test("asks in words for the server's address", async () => {
    await expect(render()).rejects.toThrow("server.publicUrl is required");
  });

  test("runs every pod as the restricted Pod Security Standard wants it", async () => {
    const specs = await podSpecs(await render(...SERVER, ...EXECUTOR));
    expect([...specs.keys()]).toEqual(["Deployment", "StatefulSet"]);
    for (const { automountServiceAccountToken, securityContext, containers } of specs.values()) {
      expect(automountServiceAccountToken).toBe(false);
      expect(securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });
      for (const container of containers) {
        expect(container.securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        });
      }
    }
  });

  test("runs the executor as the plain manifest does", async () => {
    const own = await podSpecs(
      readFileSync(`${DEPLOY}kubernetes/executor.yaml`, "utf8")
        .replace("{{image}}", "excalibur-executor:0.1.0")
        .replaceAll("{{url}}", "http://prod-server")
        .replaceAll("{{name}}", "edge-1")
        .replace("{{kind}}", "operator")
        .replace("secretName: excalibur-{{dnsName}}", "secretName: edge-key"),
    );
    const charts = await podSpecs(await render(...SERVER, ...EXECUTOR));
    expect(charts.get("Deployment")).toEqual(own.get("Deployment"));
    // Readable by the executor's group and nobody else: the executor refuses a key that others can read.
    expect(own.get("Deployment")?.volumes).toMatchObject([{ secret: { defaultMode: 0o440 } }]);
  });

  test("takes the key from a Secret and never holds it", async () => {
    const text = await render(...SERVER, ...EXECUTOR);
    expect(text).not.toMatch(/^kind: Secret$/m);
    expect(text).not.toContain("EXCALIBUR_API_KEY\n");
  });
});
