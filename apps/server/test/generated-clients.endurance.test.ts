import { MANAGEMENT_SCOPES } from "@excalibur/api/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { GENERATED_CLIENTS, generateClients, removeClients, runProgram } from "./harness/generated-clients.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";
import { cosignedBy, TEST_WITNESS } from "./harness/witness.ts";

let server: TestServer;
let document: { readonly paths: Record<string, Record<string, object>> };
beforeAll(async () => {
  server = await startTestServer("sqlite");
  document = (await (await fetch(`${server.url}/v1/openapi.json`)).json()) as typeof document;
  await generateClients(document);
});
afterAll(() => Promise.all([server.close(), removeClients()]));

test.each(GENERATED_CLIENTS)(
  "%s compiles with the generated client, and makes a round trip of every operation",
  async (program) => {
    const tenant = await server.addOrganization(program);
    const owner = await server.signIn(tenant.owner);
    await owner.trpc.witnesses.add.mutate({ key: TEST_WITNESS.key });
    const { organizationId } = tenant;
    const note = cosignedBy(TEST_WITNESS, { organizationId, sequence: 1, hash: "0".repeat(64) });
    const input = { name: "program", scopes: [...MANAGEMENT_SCOPES], expiresInDays: 1 };
    const { key, secret } = await owner.trpc.managementKeys.create.mutate(input);
    const requests = await runProgram(program, {
      EXCALIBUR_URL: server.url,
      EXCALIBUR_MANAGEMENT_KEY: secret,
      EXCALIBUR_MANAGEMENT_KEY_ID: key.id,
      COSIGNED_NOTE: note,
    });

    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const isOf = (operation: string, request: readonly string[]) => {
      const [method, path = ""] = operation.split(" ");
      // An id is no word: `/v1/keys/export` is not `/v1/keys/{id}`.
      const pattern = new RegExp(
        `^${path.replaceAll(/\{(id|messageId)\}/g, "[a-z]{3}_[0-9a-z]{26}").replaceAll(/\{[a-z]+\}/gi, "[^/]+")}$`,
      );
      return method === request[0] && pattern.test(request[1] ?? "");
    };
    const succeeded = requests.filter(([, , status]) => status === "200" || status === "201");
    expect(operations.filter((operation) => !succeeded.some((request) => isOf(operation, request)))).toEqual([]);
    // The one that is to be refused, and is.
    expect(requests.filter((request) => !succeeded.includes(request)).map(([, , status]) => status)).toEqual(["409"]);
  },
);
