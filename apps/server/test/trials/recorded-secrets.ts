import { parseCode } from "@excalibur/api/contract";
import { expect } from "vitest";
import type { RecordedExchange } from "../harness/renewal-proxy.ts";

const SECRET = /exc_[0-9A-Za-z]{49}/g;

interface Recorded {
  readonly exchanges: readonly RecordedExchange[];
  /** The code that all hosts were enrolled with. */
  readonly code: string;
  /** The name of the executor that each secret belongs to. */
  readonly owners: ReadonlyMap<string, string>;
}

/** Expects that each recorded request presents the code, or the secret of the very executor that it names. */
export function expectOwnBearers({ exchanges, code, owners }: Recorded): void {
  expect(new Set(exchanges.map(({ path }) => path))).toEqual(new Set(["/v1/enroll", "/v1/renew", "/v1/sync"]));
  for (const { path, headers, body } of exchanges) {
    const { name } = JSON.parse(body) as { name: string };
    const bearer = String(headers["authorization"] ?? "").replace("Bearer ", "");
    const isOwn = path === "/v1/enroll" ? parseCode(bearer) === parseCode(code) : owners.get(bearer) === name;
    expect(isOwn, `${path} of ${name}`).toBe(true);
  }
}

/** Expects none of the secrets, and no form of the code, in what was recorded beside the Bearer and in what else was collected. */
export function expectNoSecretIn(collected: readonly string[], { exchanges, code, owners }: Recorded): void {
  const recorded = exchanges.map(({ headers, body, answer }) => {
    const others = Object.entries(headers).filter(([name]) => name !== "authorization");
    return [JSON.stringify(others), body, answer].join("\n");
  });
  const everything = [...recorded, ...collected].join("\n");
  const found = new Set(everything.match(SECRET));
  expect([...owners.keys()].filter((secret) => found.has(secret))).toEqual([]);
  for (const form of [code, parseCode(code) ?? code]) expect(everything).not.toContain(form);
}
