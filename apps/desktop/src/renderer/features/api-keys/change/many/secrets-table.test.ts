import type { ApiKeyView } from "@excalibur/api/contract";
import { expect, it } from "vitest";
import { OneTimeSecret } from "../../../../components/one-time-secret/one-time-secret.ts";
import { secretsTable } from "./secrets-table.ts";

const issued = (name: string, secret: string) => ({
  key: { id: `key_${name.length}`, name } as ApiKeyView,
  secret: new OneTimeSecret(secret),
  replaced: { id: "key_old" } as ApiKeyView,
});

it("names each new key with its secret; no name runs as a formula or breaks the table", () => {
  expect(secretsTable([issued("prod", "exc_1"), issued('=1+1,"x"', "exc_2")])).toBe(
    'Name,Secret,Key id,Follows key\r\nprod,exc_1,key_4,key_old\r\n"\'=1+1,""x""",exc_2,key_8,key_old\r\n',
  );
});

it("has no secret once they were forgotten", () => {
  const key = issued("prod", "exc_1");
  key.secret.forget();
  expect(secretsTable([key])).not.toContain("exc_1");
});
