import { expect, test } from "vitest";
import { openApiDocument } from "../src/rest/openapi.ts";
import { readProgram } from "./harness/generated-clients.ts";

const document = openApiDocument({ version: "1.0.0", basePath: "" }) as {
  readonly paths: Record<string, Record<string, { readonly operationId: string }>>;
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { operationId }]) => ({ path, method, operationId })),
);

test("the programs over generated clients call every operation of the document", async () => {
  const byPath = (await readProgram("with-openapi-fetch.ts")).replaceAll("${list}", "keys");
  const byName = await readProgram("with-hey-api.ts");
  const exported = (path: string) => path.replace(/^\/v1\/\w+\/export$/, "/v1/keys/export");
  for (const { path, method, operationId } of operations) {
    expect(byPath).toMatch(
      new RegExp(`\\b${method.toUpperCase()}\\(["\`]${exported(path).replaceAll(/[{}]/g, "\\$&")}["\`]`),
    );
    expect(byName).toMatch(new RegExp(`\\bapi\\.${operationId}\\(|\\{[^}]*\\b${operationId}\\b[^}]*\\} = api;`));
  }
});
