import { describe, expect, it } from "vitest";
import { findSecrets } from "./find-secrets.ts";
import { formatSecret } from "./key-secret.ts";
import { hideSecret, HIDING_PLACES } from "../testing/hide-secret.ts";

const secretOf = (seed: number, kind: "apiKey" | "managementKey" = "apiKey") =>
  formatSecret(
    Uint8Array.from({ length: 32 }, (_, index) => (seed * 7919 + index * 104_729 + 13) % 256),
    kind,
  );

/** A file without a key, full of what looks like one. */
function noise(seed: number): string {
  const almost = secretOf(seed + 5_000);
  return [
    `{"id":"key_01m8g30netpfbrbz1","example":"exc_${"0".repeat(49)}","hash":"${"ab".repeat(32)}"}`,
    `${almost.slice(0, -1)}${almost.endsWith("x") ? "y" : "x"}`,
    almost.slice(0, 40),
    btoa(`nothing here but text, ${seed}`.repeat(8)),
    encodeURIComponent(`https://example.com/?q=${seed} & more`),
    "the executor exc_ keys are described below\nand here",
  ].join("\n");
}

describe("finding keys in a text", () => {
  it.each(HIDING_PLACES)("finds one that is %s", (place) => {
    const secret = secretOf(1);
    expect(findSecrets(`${noise(2)}\n${hideSecret(secret, place)}\n${noise(3)}`)).toEqual([secret]);
  });

  it("finds both kinds, each once", () => {
    const [api, management] = [secretOf(1), secretOf(2, "managementKey")];
    expect(findSecrets(`${api} ${management} ${api}`)).toEqual([api, management]);
  });

  it("finds none with one wrong character, in any place of it", () => {
    const secret = secretOf(4);
    for (let at = 4; at < secret.length; at++) {
      const wrong = secret[at] === "a" ? "b" : "a";
      expect(findSecrets(`${secret.slice(0, at)}${wrong}${secret.slice(at + 1)}`)).toEqual([]);
    }
  });

  it("finds 100 keys planted in 1,000 files in all these forms, and no other", () => {
    const planted = new Map(Array.from({ length: 100 }, (_, index) => [index * 10, secretOf(100 + index)]));
    const found = Array.from({ length: 1_000 }, (_, file) => {
      const secret = planted.get(file);
      const place = HIDING_PLACES[(file / 10) % HIDING_PLACES.length] ?? HIDING_PLACES[0];
      return findSecrets(
        secret === undefined ? noise(file) : `${noise(file)}\n${hideSecret(secret, place)}\n${noise(file)}`,
      );
    });
    expect(found.flat()).toEqual([...planted.values()]);
  });

  it("takes time in proportion to the text, also where it looks like base64 throughout", () => {
    const text = `${"QUJD".repeat(200_000)}\n${secretOf(9)}`;
    expect(findSecrets(text)).toEqual([secretOf(9)]);
  });
});
