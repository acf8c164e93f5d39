import { fileURLToPath } from "node:url";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { checkManifest, readManifests } from "./harness/kubernetes-schemas.ts";
import { hasTestHelm, helm } from "./harness/test-helm.ts";

const DEPLOY = fileURLToPath(new URL("../../../deploy/", import.meta.url));
const CHART = `${DEPLOY}helm/excalibur`;

const SERVER = ["--set", "server.publicUrl=https://excalibur.example.com"];
const EXECUTOR = ["--set", "executor.enabled=true,executor.name=edge-1,executor.existingSecret=edge-key"];
/** What lets an executor write into its Secret. */
const WRITE_BACK = ["ServiceAccount", "Role", "RoleBinding"];
const POSTGRESQL = ["--set", "server.existingSecret=database"];
const THREE = ["--set", "server.replicas=3"];

const ALONE = [...EXECUTOR, "--set", "server.enabled=false,executor.url=https://excalibur.example.com"];

/** A file of values that sets all there are. */
const EVERY_VALUE = fileURLToPath(new URL("harness/every-value.yaml", import.meta.url));

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What stands at the ends of a tree of values, but yes and no. */
function leavesOf(value: unknown): (string | number)[] {
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(leavesOf);
  return typeof value === "string" || typeof value === "number" ? [value] : [];
}

interface Workload {
  readonly kind: string;
  /** Only what runs pods has a template of them. */
  readonly spec?: { readonly template?: { readonly spec: PodSpec } };
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
  return new Map(
    workloads.flatMap(({ kind, spec }) => (spec?.template === undefined ? [] : [[kind, spec.template.spec] as const])),
  );
}

// Helm exists for more systems than the one that the npm registry has it for.
describe.skipIf(!hasTestHelm)("the Helm chart", () => {
  test("passes Helm's own strict check", async () => {
    expect(await helm("lint", "--strict", CHART, ...SERVER, ...EXECUTOR)).toContain("0 chart(s) failed");
  });

  test.each([
    ["a server on the embedded database", SERVER, ["Service", "StatefulSet"]],
    ["a server on PostgreSQL", [...SERVER, ...POSTGRESQL], ["Service", "StatefulSet"]],
    ["three servers on PostgreSQL", [...SERVER, ...POSTGRESQL, ...THREE], ["Service", "StatefulSet"]],
    ["both", [...SERVER, ...EXECUTOR], [...WRITE_BACK, "Service", "Deployment", "StatefulSet"]],
    ["an executor alone", ALONE, [...WRITE_BACK, "Deployment"]],
    [
      "an executor with a service account of yours",
      [...ALONE, "--set", "executor.serviceAccountName=edge"],
      ["Role", "RoleBinding", "Deployment"],
    ],
    [
      "an executor that keeps renewed keys in a volume",
      [...ALONE, "--set", "executor.stateClaim=edge"],
      ["Deployment"],
    ],
    ["an executor that renews no key", [...ALONE, "--set", "executor.writeBack=false"], ["Deployment"]],
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

  test("makes valid objects without any value, for a server that only the cluster reaches", async () => {
    const manifests = readManifests(await render());
    expect(manifests.map(({ kind }) => kind)).toEqual(["Service", "StatefulSet"]);
    for (const manifest of manifests) expect(checkManifest(manifest)).toEqual([]);
    expect(JSON.stringify(manifests)).toContain('"http://prod-server.excalibur.svc"');
    await expect(render("--set", "server.ingress.enabled=true")).rejects.toThrow("server.publicUrl is required");
  });

  test("runs every pod as the restricted Pod Security Standard wants it", async () => {
    const specs = await podSpecs(await render(...SERVER, ...EXECUTOR));
    expect([...specs.keys()]).toEqual(["Deployment", "StatefulSet"]);
    for (const [kind, { automountServiceAccountToken, securityContext, containers }] of specs) {
      // The executor writes renewed keys into its Secret.
      expect(automountServiceAccountToken).toBe(kind === "Deployment");
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
        .replace("serviceAccountName: excalibur-{{dnsName}}", "serviceAccountName: prod-executor")
        .replace("value: excalibur-{{dnsName}}", "value: edge-key")
        .replace("secretName: excalibur-{{dnsName}}", "secretName: edge-key"),
    );
    const charts = await podSpecs(await render(...SERVER, ...EXECUTOR));
    expect(charts.get("Deployment")).toEqual(own.get("Deployment"));
    // Readable by the executor's group alone: the executor refuses a key that others can read.
    expect(own.get("Deployment")?.volumes).toMatchObject([{ secret: { defaultMode: 0o440 } }]);
  });

  test.each([
    ["the chart", async () => render(...ALONE), "prod-executor", "edge-key", "excalibur"],
    [
      "the plain manifest",
      () =>
        Promise.resolve(readFileSync(`${DEPLOY}kubernetes/executor.yaml`, "utf8").replaceAll("{{dnsName}}", "edge-1")),
      "excalibur-edge-1",
      "excalibur-edge-1",
      "excalibur",
    ],
  ] as const)(
    "%s lets the executor read and change the one Secret with its key, and nothing else",
    async (_, text, name, secret, namespace) => {
      const manifests = readManifests(await text());
      const ofKind = (kind: string) => manifests.filter((manifest) => manifest.kind === kind);
      expect(ofKind("Role")).toMatchObject([
        {
          metadata: { name },
          rules: [{ apiGroups: [""], resources: ["secrets"], resourceNames: [secret], verbs: ["get", "patch"] }],
        },
      ]);
      expect(ofKind("RoleBinding")).toMatchObject([
        { roleRef: { kind: "Role", name }, subjects: [{ kind: "ServiceAccount", name, namespace }] },
      ]);
      expect(ofKind("ServiceAccount")).toMatchObject([{ metadata: { name }, automountServiceAccountToken: false }]);
      expect(manifests.filter(({ kind }) => kind.startsWith("ClusterRole"))).toEqual([]);
    },
  );

  test("makes valid objects with every value set, and each value is in them", async () => {
    const manifests = readManifests(await render("--values", EVERY_VALUE));
    expect(manifests.map(({ kind }) => kind).toSorted()).toEqual([
      "Deployment",
      "Ingress",
      "NetworkPolicy",
      "NetworkPolicy",
      "PodDisruptionBudget",
      "Service",
      "ServiceMonitor",
      "StatefulSet",
    ]);
    for (const manifest of manifests) expect(checkManifest(manifest)).toEqual([]);
    const rendered = JSON.stringify(manifests);
    const wanted = leavesOf(parse(readFileSync(EVERY_VALUE, "utf8")));
    expect(wanted.length).toBeGreaterThan(50);
    expect(wanted.filter((value) => !rendered.includes(JSON.stringify(value).replaceAll('"', "")))).toEqual([]);
    expect(manifests.find(({ kind }) => kind === "Ingress")).toMatchObject({
      spec: { rules: [{ host: "keys.example.com", http: { paths: [{ path: "/excalibur" }] } }] },
    });
    expect(manifests.find(({ kind }) => kind === "StatefulSet")).toMatchObject({
      spec: { template: { metadata: { annotations: { "checksum/secret": expect.stringMatching(/^[0-9a-f]{64}$/) } } } },
    });
  });

  test("every value of values.yaml is set in that test, and is one that the schema knows", () => {
    const names = (value: unknown): string[] =>
      isRecord(value)
        ? Object.entries(value).flatMap(([key, inner]) => [key, ...names(inner).map((name) => `${key}.${name}`)])
        : [];
    const every = names(parse(readFileSync(EVERY_VALUE, "utf8")));
    const standard = names(parse(readFileSync(`${CHART}/values.yaml`, "utf8")));
    // The volume is that of the embedded database alone.
    const missing = standard.filter((name) => !every.includes(name) && !name.startsWith("server.storage"));
    expect(missing).toEqual([]);
  });

  test("every setting that the guide for operators names can be set", async () => {
    const guide = readFileSync(`${DEPLOY}../docs/operating.md`, "utf8");
    const rows = guide.split("\n").filter((line) => /^\| `[A-Z]/.test(line));
    const named = rows.flatMap((row) =>
      [...(row.split("|")[1] ?? "").matchAll(/`([A-Z_]+)`/g)].map(([, name = ""]) => name),
    );
    expect(named.length).toBeGreaterThan(15);
    // Of these the chart has values of its own, or they are the image's.
    const own = ["EXCALIBUR_HOST", "EXCALIBUR_PORT", "EXCALIBUR_DATA_DIR", "EXCALIBUR_PUBLIC_URL"];
    const secret = [
      "DATABASE_URL",
      "EXCALIBUR_AUTH_SECRET",
      "EXCALIBUR_SMTP_URL",
      "EXCALIBUR_AUDIT_PUSH_SECRET",
      "INITIAL_ADMIN_PASSWORD",
    ];
    const plain = named.filter((name) => !own.includes(name) && !secret.includes(name));
    const text = await render(
      ...SERVER,
      ...POSTGRESQL,
      ...plain.flatMap((name) => ["--set", `server.env.${name}=set-${name}`]),
    );
    for (const name of plain) expect(text).toContain(`value: "set-${name}"`);
    for (const name of secret) expect(text).toContain(`key: ${name}`);
    await expect(render(...SERVER, "--set", "server.env.EXCALIBUR_AUTH_SECRET=x")).rejects.toThrow("env");
  });

  test.each([
    ["an unknown value", "server.replica=2"],
    ["a number that is none", "server.replicas=many"],
    ["a kind that there is not", "executor.kind=robot"],
  ])("refuses %s", async (_, value) => {
    await expect(render(...SERVER, "--set", value)).rejects.toThrow(
      "values don't meet the specifications of the schema",
    );
  });

  test("says after an installation how the first owner gets the setup code", async () => {
    const notes = await helm("install", "prod", CHART, "--dry-run=client", "--namespace", "excalibur", ...SERVER);
    expect(notes).toContain("kubectl logs prod-server-0 --namespace=excalibur | grep 'Setup code'");
  });

  test("takes the key from a Secret and never holds it", async () => {
    const text = await render(...SERVER, ...EXECUTOR);
    expect(text).not.toMatch(/^kind: Secret$/m);
    expect(text).not.toContain("EXCALIBUR_API_KEY\n");
  });
});
