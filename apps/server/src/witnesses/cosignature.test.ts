import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkpointText } from "./checkpoint.ts";
import { cosign, openCosigned } from "./cosignature.ts";
import { publicKeyOf, readWitnessKey, writeWitnessKey } from "./witness-key.ts";

const { privateKey } = generateKeyPairSync("ed25519");
const key = { name: "witness.example.com/w1", publicKey: publicKeyOf(privateKey) };
const checkpoint = { organizationId: "org_01jx5v7m2q8r9s0t1v2w3x4y5z", sequence: 151, hash: "0f".repeat(32) };
const at = new Date("2026-06-01T12:00:00Z");
const note = cosign(checkpoint, { name: key.name, privateKey }, at);

test("a cosigned checkpoint is a signed note of C2SP, and opens with its witness's key", () => {
  expect(note.split("\n\n")[0]).toBe(
    "excalibur.audit/org_01jx5v7m2q8r9s0t1v2w3x4y5z\n151\nDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8=",
  );
  expect(note.split("\n\n")[1]).toMatch(/^— witness\.example\.com\/w1 [A-Za-z0-9+/]{102}==\n$/);
  expect(openCosigned(note, key)).toEqual({ ...checkpoint, at });
});

test("it is made as tlog-cosignature describes: the same key, time and text give these bytes", () => {
  // The key of RFC 8032, 7.1, test 1. Ed25519 is deterministic.
  const jwk = {
    kty: "OKP",
    crv: "Ed25519",
    d: "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
    x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
  };
  const known = createPrivateKey({ key: jwk, format: "jwk" });
  expect(writeWitnessKey({ name: "w1", publicKey: publicKeyOf(known) })).toMatch(
    /^w1\+[0-9a-f]{8}\+BNdamAGCsQq31Uv\+08lkBzoO4XLz2qYjJa8CGmj3B1Ea$/,
  );
  expect(cosign(checkpoint, { name: "w1", privateKey: known }, at)).toBe(
    cosign(checkpoint, { name: "w1", privateKey: known }, new Date(at.getTime() + 999)),
  );
});

test("one flipped bit of the text or the signature does not open", () => {
  const bytes = Buffer.from(note);
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.nat(7), (index, bit) => {
      const flipped = Buffer.from(bytes);
      flipped[index] = (flipped[index] ?? 0) ^ (1 << bit);
      expect(openCosigned(flipped.toString(), key)).toBeNull();
    }),
    { numRuns: 300 },
  );
});

test("neither another key of the same name nor the same key under another name opens it", () => {
  const other = generateKeyPairSync("ed25519").privateKey;
  expect(openCosigned(note, { name: key.name, publicKey: publicKeyOf(other) })).toBeNull();
  expect(openCosigned(note, { ...key, name: "w2" })).toBeNull();
});

test("signatures of others beside it are left alone", () => {
  const second = cosign(checkpoint, { name: "w2", privateKey: generateKeyPairSync("ed25519").privateKey }, at);
  const both = `${checkpointText(checkpoint)}\n${second.split("\n\n")[1]}${note.split("\n\n")[1]}`;
  expect(openCosigned(both, key)).toEqual({ ...checkpoint, at });
});

test.each([
  "",
  "a\n\n",
  note.trimEnd(),
  note.replace("151", "0151"),
  cosign({ ...checkpoint, sequence: 2_147_483_648 }, { name: key.name, privateKey }, at),
  note.replace("excalibur.audit", "example.com"),
  note.replace("\n\n", "\nextension\n\n"),
])("%j is no cosigned checkpoint", (text) => {
  expect(openCosigned(text, key)).toBeNull();
});

test("a key of a witness is read as it was written, and not with a mistake in it", () => {
  const text = writeWitnessKey(key);
  expect(readWitnessKey(text)).toEqual(key);
  for (const wrong of ["", text.slice(1), text.slice(0, -1), text.replace("+", "-"), text.replace("+BN", "+AN")]) {
    if (wrong !== text) expect(readWitnessKey(wrong)).toBeNull();
  }
});
