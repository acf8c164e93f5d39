import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { MANAGEMENT_SCOPES } from "@excalibur/api/contract";
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "../../../scripts/testing/free-port.ts";
import { installNode } from "../../../packages/executor/test/install-node.ts";
import { PackedLibraries } from "./harness/packed-libraries.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const PROGRAM = `
  import { createClient, failureOf } from "@excalibur/client";
  import { connectExecutor } from "@excalibur/executor";

  const { EXCALIBUR_URL: url, EXCALIBUR_MANAGEMENT_KEY: managementKey, CLOSED_PORT: port } = process.env;
  const client = createClient({ url, managementKey: async () => managementKey });
  const { key, secret } = await client.apiKeys.create.mutate({ name: "packed", target: { kind: "newExecutor" } });
  const connection = connectExecutor({ url, name: "packed-1", kind: "agent", version: "1.0.0", credential: secret });
  const online = await new Promise((resolve) => connection.once("online", resolve));
  await connection.stop();
  const found = await client.apiKeys.list.query({ search: "packed" });
  const failure = await client.apiKeys.get.query({ id: "key_" + "0".repeat(26) }).then(() => null, failureOf);
  const away = createClient({ url: "http://127.0.0.1:" + port, managementKey });
  const unreachable = await away.apiKeys.list.query({}).then(() => null, failureOf);
  console.log(JSON.stringify({
    version: process.version,
    executor: online.answer.executor.name,
    isDate: found.items[0].createdAt instanceof Date,
    isSame: found.items[0].id === key.id,
    failure,
    unreachable,
  }));
`;

const TYPED = `
  import { createClient, failureOf, type Client, type Failure, type Outputs } from "@excalibur/client";
  import { connectExecutor, type ConnectionStatus } from "@excalibur/executor";

  const client: Client = createClient({ url: "https://excalibur.example", managementKey: "exm_" });
  const page: Outputs["apiKeys"]["list"] = await client.apiKeys.list.query({});
  const instant: Date | undefined = page.items[0]?.createdAt;
  const failure: Failure | null = failureOf(new Error());
  if (failure?.kind === "refused" && failure.reason === "key_revoked") console.log(failure.fieldErrors, instant);
  const connection = connectExecutor({ url: "u", name: "n", kind: "agent", version: "1", credential: "exc_" });
  const status: ConnectionStatus = connection.status;
  // @ts-expect-error A key has no such field: the types are not 'any'.
  console.log(status, page.items[0]?.colour);
  // @ts-expect-error There is no such procedure.
  client.apiKeys.forget;
  // @ts-expect-error There is no such reason.
  if (failure?.kind === "refused" && failure.reason === "no_reason") throw failure;
`;

describe("the packed libraries", () => {
  let folder: string;
  let libraries: PackedLibraries;
  let server: TestServer;
  let managementKey: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "excalibur-libraries-"));
    libraries = await PackedLibraries.install(folder);
    server = await startTestServer("sqlite");
    const owner = await server.signIn((await server.addOrganization("Acme")).owner);
    const input = { name: "program", scopes: [...MANAGEMENT_SCOPES], expiresInDays: 30 };
    managementKey = (await owner.trpc.managementKeys.create.mutate(input)).secret;
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  test("hold what their package.json promises, for JavaScript and for TypeScript", async () => {
    expect(libraries.tarballs).toHaveLength(2);
    for (const tarball of libraries.tarballs) {
      const data = await readFile(tarball);
      const { messages } = await publint({ pack: { tarball: new Uint8Array(data).buffer }, strict: true });
      expect(messages).toEqual([]);
      const checked = await checkPackage(createPackageFromTarballData(data));
      // They are ES modules only, which `require` in CommonJS meets as such.
      const problems = checked.types === false ? ["no types"] : checked.problems.map(({ kind }) => kind);
      expect(problems.filter((kind) => kind !== "CJSResolvesToESM")).toEqual([]);
    }
  });

  test("have declarations that the strictest TypeScript accepts, and that know every field", async () => {
    expect(await libraries.checkTypes(TYPED)).toBe("");
  });

  test("manage keys and connect an executor, from JavaScript", async () => {
    for (const version of ["20", "22", "24"]) {
      const node = installNode(version);
      const environment = {
        EXCALIBUR_URL: server.url,
        EXCALIBUR_MANAGEMENT_KEY: managementKey,
        CLOSED_PORT: String(await freePort()),
      };
      expect(JSON.parse(await libraries.runModule(PROGRAM, environment, node))).toEqual({
        version: expect.stringMatching(`^v${version}\\.`),
        executor: "packed-1",
        isDate: true,
        isSame: true,
        failure: {
          kind: "refused",
          reason: "key_not_found",
          message: expect.any(String),
          httpStatus: 404,
          fieldErrors: {},
          requestId: expect.any(String),
          retryAfterSeconds: null,
        },
        unreachable: { kind: "unreachable", message: expect.stringContaining("ECONNREFUSED") },
      });
    }
  });
});
