import { expect, test } from "vitest";
import { createSealedSecrets } from "./sealed-secrets.ts";

const AUTH_SECRET = "a secret for tests that is long enough";
const sealed = createSealedSecrets(AUTH_SECRET);
const ROW = "chn_01jx0000000000000000000000";

test.each(["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "", "ключ 鍵 🔑"])("%j opens as it was sealed", (text) => {
  const stored = sealed.seal(text, ROW);
  expect(sealed.open(stored, ROW)).toEqual({ text });
  expect(createSealedSecrets(AUTH_SECRET).open(stored, ROW)).toEqual({ text });
});

test("what is stored holds nothing of the text, and is another one each time", () => {
  const [first, second] = [sealed.seal("whsec_secret", ROW), sealed.seal("whsec_secret", ROW)];
  expect(first).not.toBe(second);
  const bytes = Buffer.from(first.split(".")[2]!, "base64url");
  expect(bytes.includes("whsec_secret")).toBe(false);
});

test("a text of another row does not open", () => {
  expect(sealed.open(sealed.seal("text", ROW), "chn_01jx0000000000000000000001")).toEqual({ problem: "damaged" });
});

test("one flipped bit does not open", () => {
  const stored = sealed.seal("text", ROW);
  const [version, keyId, content = ""] = stored.split(".");
  const bytes = Buffer.from(content, "base64url");
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const changed = Buffer.from(bytes);
    changed[bit >> 3]! ^= 1 << (bit & 7);
    const text = `${version}.${keyId}.${changed.toString("base64url")}`;
    expect(sealed.open(text, ROW)).toEqual({ problem: "damaged" });
  }
});

test.each(["", "v1.", "v1.short.AAAA", "plain text"])("%j is damaged", (stored) => {
  expect(sealed.open(stored, ROW)).toEqual({ problem: "damaged" });
});

test("after the auth secret has changed, it is clear why nothing opens", () => {
  const other = createSealedSecrets("another secret for tests, long enough");
  expect(other.open(sealed.seal("text", ROW), ROW)).toEqual({ problem: "sealed_with_another_auth_secret" });
});
