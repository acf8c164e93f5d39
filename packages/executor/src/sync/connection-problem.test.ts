import { expect, test } from "vitest";
import { FIRST_KEY } from "../../test/keys.ts";
import { describeConnectionProblem } from "./connection-problem.ts";

function failure(code: string): Error {
  return Object.assign(new Error(`it failed: ${code}`), { code });
}

test.each([
  ["ENOTFOUND", "name_unknown", "not known"],
  ["ECONNREFUSED", "no_connection", "not running"],
  ["ECONNRESET", "no_connection", "closed"],
  ["CERT_HAS_EXPIRED", "tls", "expired"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "tls", "NODE_EXTRA_CA_CERTS"],
  ["ERR_SSL_WRONG_VERSION_NUMBER", "tls", "http://"],
])("%s is put into words", (code, cause, words) => {
  const plain = describeConnectionProblem(failure(code));
  expect(plain.cause).toBe(cause);
  expect(plain.message).toContain(words);
  expect(describeConnectionProblem(new TypeError("fetch failed", { cause: failure(code) }))).toEqual(plain);
});

test("an unknown problem keeps its code, or its own message without any key", () => {
  expect(describeConnectionProblem(failure("ESTRANGE")).message).toContain("ESTRANGE");
  expect(describeConnectionProblem(new Error(`odd ${FIRST_KEY}`)).message).toBe("The connection failed: odd exc_….");
  expect(describeConnectionProblem("oh").message).toContain("no reason");
});
