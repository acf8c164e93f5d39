import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { expect, test } from "vitest";
import { dnsNameOf } from "../src/recipes/dns-name.ts";
import { readRecipeTemplates, type RecipeName } from "../src/recipes/recipe-files.ts";
import { renderRecipe, type RecipeValues } from "../src/recipes/render-recipe.ts";
import { checkManifest, readManifests } from "./harness/kubernetes-schemas.ts";
import { pasteRecipe, type PastedRecipe } from "./harness/pasted-recipe.ts";

const EXECUTOR = new URL("../../../packages/executor/src/main.ts", import.meta.url).pathname;
const DEPLOY = new URL("../../../deploy/", import.meta.url).pathname;

/** Of the shape of a key, but for its checksum. */
const KEY = `exc_${"k".repeat(49)}`;
const VALUES: RecipeValues = {
  url: "https://excalibur.example.com/base/",
  name: "edge-1.rack_7",
  kind: "agent",
  image: "registry.example.com:5000/excalibur-executor:0.1.0",
  installerSha256: "0".repeat(64),
};
/** What the name becomes for Kubernetes, which takes neither capitals nor dots nor underscores. */
const DNS_NAME = dnsNameOf(VALUES.name);
const FOLDER = `/etc/excalibur/${VALUES.name}`;

const templates = readRecipeTemplates();
const names = Object.keys(templates) as RecipeName[];

function deployFile(path: string): string {
  return readFileSync(DEPLOY + path, "utf8");
}

/** As the console does it, once it has the secret. */
function withKey(recipe: string): string {
  return recipe.replaceAll("{{apiKey}}", KEY);
}

async function paste(name: RecipeName, values: Partial<RecipeValues> = {}, shell?: string): Promise<PastedRecipe> {
  const pasted = await pasteRecipe(withKey(renderRecipe(templates[name], { ...VALUES, ...values })), shell);
  expect(pasted).toMatchObject({ status: 0 });
  return pasted;
}

test.each(names)("%s: everything is filled in but the API key, which the client adds", (name) => {
  const text = renderRecipe(templates[name], VALUES);
  expect(text.match(/\{\{.*?\}\}/g)).toEqual(["{{apiKey}}"]);
});

test.each(names)(
  "%s: the text begins with a space, so that shells with that setting keep it out of their history",
  (name) => {
    expect(templates[name]).toMatch(/^ \S/);
  },
);

test.each(names)("%s: what was pasted only in part changes nothing", async (name) => {
  const lines = withKey(renderRecipe(templates[name], VALUES)).split("\n");
  const last = lines.findIndex((line) => line.startsWith("} </dev/null"));
  // Between two commands, where what is there so far could be run.
  const cuts = [...lines.keys()].filter((at) => at === last || lines[at - 1] === "EXCALIBUR_END");
  expect(cuts.length).toBeGreaterThan(0);
  for (const cut of cuts) {
    const { calls } = await pasteRecipe(`${lines.slice(0, cut).join("\n")}\n`);
    expect(calls).toEqual([]);
  }
});

test.each(names)("%s: the key is in no argument of any program and in no output", async (name) => {
  const { calls, output } = await paste(name);
  expect(calls.length).toBeGreaterThan(0);
  expect(JSON.stringify(calls)).not.toContain(KEY);
  expect(output).not.toContain(KEY);
});

test.each(["bash", "sh"])("bare metal: what arrives are the files of deploy/, by %s", async (shell) => {
  const { calls, file } = await paste("bareMetal", {}, shell);
  const unit = `excalibur-executor@${VALUES.name}.service`;
  expect(readFileSync(file(`/etc/systemd/system/${unit}`), "utf8")).toBe(
    deployFile("systemd/excalibur-executor@.service"),
  );
  expect(readFileSync(file(`${FOLDER}/executor.toml`), "utf8")).toBe(
    deployFile("systemd/executor.toml")
      .replace("{{url}}", "https://excalibur.example.com/base")
      .replace("{{name}}", VALUES.name)
      .replace("{{kind}}", "agent"),
  );
  expect(readFileSync(file(`${FOLDER}/api-key`), "utf8")).toBe(`${KEY}\n`);
  expect(statSync(file(`${FOLDER}/api-key`)).mode & 0o777).toBe(0o600);
  expect(calls.filter(([program]) => program === "systemctl").map(([, ...words]) => words.join(" "))).toEqual([
    "daemon-reload",
    `enable ${unit}`,
    `restart ${unit}`,
    `--no-pager --lines=5 status ${unit}`,
  ]);
});

test("Kubernetes: what arrives are the objects of deploy/, and the key only in the Secret", async () => {
  const { calls, file } = await paste("kubernetes", { kind: "operator" });
  const applied = readFileSync(file("applied.yaml"), "utf8");
  const [namespace, secret, ...objects] = readManifests(applied);
  expect([namespace]).toEqual(readManifests(deployFile("kubernetes/namespace.yaml")));
  expect(secret).toMatchObject({ metadata: { name: `excalibur-${DNS_NAME}` } });
  expect(secret).toMatchObject({ data: { "api-key": Buffer.from(`${KEY}\n`).toString("base64") } });
  const template = deployFile("kubernetes/executor.yaml")
    .replaceAll("{{dnsName}}", DNS_NAME)
    .replaceAll("{{url}}", "https://excalibur.example.com/base")
    .replaceAll("{{name}}", VALUES.name)
    .replace("{{kind}}", "operator")
    .replace("{{image}}", VALUES.image);
  expect(objects).toEqual(readManifests(template));
  expect(objects.map(({ kind }) => kind)).toEqual(["ServiceAccount", "Role", "RoleBinding", "Deployment"]);
  expect(applied.split(KEY)).toHaveLength(1);
  expect(calls.at(-1)?.slice(0, 4)).toEqual(["kubectl", "rollout", "status", `deployment/excalibur-${DNS_NAME}`]);
});

test("Kubernetes: the objects are valid by the schemas of Kubernetes, and use no field those don't know", async () => {
  const { file } = await paste("kubernetes", { kind: "operator" });
  for (const manifest of readManifests(readFileSync(file("applied.yaml"), "utf8"))) {
    if (manifest.kind !== "Secret") expect(checkManifest(manifest)).toEqual([]);
  }
});

test("a misspelt field of a Kubernetes object is found, and so is a wrong value", () => {
  const misspelt = deployFile("kubernetes/executor.yaml").replace("readOnlyRootFilesystem", "readOnlyRootFileSystem");
  const found = readManifests(misspelt).flatMap(checkManifest);
  expect(found).toEqual(["/spec/template/spec/containers/0/securityContext/readOnlyRootFileSystem"]);
  const wrong = deployFile("kubernetes/executor.yaml").replace("replicas: 1", "replicas: many");
  expect(() => readManifests(wrong).map(checkManifest)).toThrow();
});

test("Docker: the container gets its settings and the folder with the key", async () => {
  const { calls, file } = await paste("docker");
  const started = calls.find(([program, command]) => program === "docker" && command === "run") ?? [];
  expect(started).toEqual(
    expect.arrayContaining([`excalibur-${VALUES.name}`, "--read-only", "--env-file", `${FOLDER}/executor.env`]),
  );
  expect(started.at(-1)).toBe(VALUES.image);
  expect(readFileSync(file(`${FOLDER}/executor.env`), "utf8").split("\n")).toEqual(
    expect.arrayContaining([
      "EXCALIBUR_URL=https://excalibur.example.com/base",
      `EXCALIBUR_NAME=${VALUES.name}`,
      "EXCALIBUR_KIND=agent",
    ]),
  );
  expect(readFileSync(file(`${FOLDER}/container/api-key`), "utf8")).toBe(`${KEY}\n`);
  expect(statSync(file(`${FOLDER}/container/api-key`))).toMatchObject({ uid: 0, gid: 10001, mode: 0o100640 });
});

test("environment: the executor runs with its settings and the key in its environment, and in no argument", async () => {
  const text = withKey(renderRecipe(templates.environment, VALUES)).replace("exec excalibur-executor run", "exec env");
  const { status, output } = await pasteRecipe(text);
  expect([status, ...output.split("\n").filter((line) => line.startsWith("EXCALIBUR_"))].sort()).toEqual([
    0,
    `EXCALIBUR_API_KEY=${KEY}`,
    "EXCALIBUR_KIND=agent",
    `EXCALIBUR_NAME=${VALUES.name}`,
    "EXCALIBUR_URL=https://excalibur.example.com/base",
  ]);
  expect((await paste("environment")).calls).toEqual([["excalibur-executor", "run"]]);
});

const HOSTILE = [
  "x'; touch pwned; '",
  'x"; touch pwned; "',
  "$(touch pwned)",
  "`touch pwned`",
  "x\nEXCALIBUR_END\ntouch pwned",
  "x\nEXCALIBUR_RECIPE\ntouch pwned",
  "x\\",
  "x y",
  "x;y",
  "x|y",
  "x&y",
  "x>y",
  "x\u0000y",
  "x\ty",
  "x\u202ey",
  "{{apiKey}}",
  "{{url}}",
  "",
];

test.each(HOSTILE)("a name, an address or an image that could mean something to a shell is refused: %j", (text) => {
  const bad: Partial<RecipeValues>[] = [
    { name: text },
    { url: text },
    { url: `https://example.com/${text || "?"}` },
    { url: `https://${text}/` },
    { image: text },
  ];
  for (const change of bad) {
    expect(() => renderRecipe(templates.docker, { ...VALUES, ...change })).toThrow("can't be filled in");
  }
});

test("a value can't be taken for a flag", () => {
  for (const change of [{ name: "--privileged" }, { url: "--privileged" }, { image: "--privileged" }]) {
    expect(() => renderRecipe(templates.docker, { ...VALUES, ...change })).toThrow("can't be filled in");
  }
});

test("an address that holds a user's password is refused, and the words don't repeat it", () => {
  const render = () => renderRecipe(templates.docker, { ...VALUES, url: "https://user:hunter2@example.com" });
  expect(render).toThrow(/^((?!hunter2).)*$/);
});

test.each([
  ["http://127.0.0.1:4700", "0"],
  ["http://[::1]:4700", "true"],
  ["https://excalibur.example.com/a/~b/c-d_e.f", `x${"-".repeat(63)}`],
  ["https://10.0.0.1", "1e3"],
])("unusual values arrive as they are, in every recipe: %s, %s", async (url, name) => {
  const bareMetal = await paste("bareMetal", { url, name });
  const config = bareMetal.file(`/etc/excalibur/${name}/executor.toml`);
  const args = [EXECUTOR, "check", "--config", config, "--print-config", "--api-key-file", "/nowhere"];
  const shown = execFileSync(process.execPath, args, { encoding: "utf8", env: {} });
  expect(shown).toContain(`url = "${url}"`);
  expect(shown).toContain(`name = "${name}"`);

  const kubernetes = await paste("kubernetes", { url, name });
  const objects = JSON.stringify(readManifests(readFileSync(kubernetes.file("applied.yaml"), "utf8")));
  expect(objects).toContain(JSON.stringify({ name: "EXCALIBUR_URL", value: url }));
  expect(objects).toContain(JSON.stringify({ name: "EXCALIBUR_NAME", value: name }));

  const docker = await paste("docker", { url, name });
  const variables = readFileSync(docker.file(`/etc/excalibur/${name}/executor.env`), "utf8").split("\n");
  expect(variables).toEqual(expect.arrayContaining([`EXCALIBUR_URL=${url}`, `EXCALIBUR_NAME=${name}`]));
});

test.each(["{{secret}}", "{{ url }}", "{{constructor}}", "{{file:x}}"])(
  "an unknown token is a mistake: %s",
  (token) => {
    expect(() => renderRecipe(`before ${token} after`, VALUES)).toThrow("unknown token");
  },
);
