import { describe, expect, it } from "vitest";
import { formatSecret } from "./key-secret.ts";
import { presentedSecret } from "./presented-secret.ts";

const SECRET = formatSecret(new Uint8Array(32).fill(7));
const mistyped = SECRET.replace(/.$/, (last) => (last === "0" ? "1" : "0"));

describe("the Authorization header", () => {
  it.each([
    ["as documented", `Bearer ${SECRET}`],
    ["with the scheme in lower case", `bearer ${SECRET}`],
    ["with the scheme in upper case", `BEARER ${SECRET}`],
    ["with several spaces", `Bearer   ${SECRET}`],
    ["with a tab", `Bearer\t${SECRET}`],
    ["with spaces around it all", `  Bearer ${SECRET}  `],
    ["with the newline of the file the key was read from", `Bearer ${SECRET}\n`],
    ["with a Windows line end", `Bearer ${SECRET}\r\n`],
    ["with a newline before the key", `Bearer \n${SECRET}`],
  ])("presents the key %s", (_, authorization) => {
    expect(presentedSecret(authorization)).toEqual({ kind: "presented", secret: SECRET });
  });

  it.each([
    ["is absent", undefined],
    ["is empty", ""],
    ["is white space", "  \n"],
    ["is only the scheme", "Bearer"],
    ["is the scheme and a space", "Bearer "],
    ["is of the scheme Basic", "Basic dXNlcjpwYXNzd29yZA=="],
    ["is of the scheme Token", `Token ${SECRET}`],
    ["is the key without a scheme", SECRET],
    ["has nothing between the scheme and the key", `Bearer${SECRET}`],
    ["has the scheme only further in", `x Bearer ${SECRET}`],
  ])("that %s is key_missing", (_, authorization) => {
    expect(presentedSecret(authorization)).toEqual({ kind: "refused", reason: "key_missing" });
  });

  it.each([
    ["a mistyped key", `Bearer ${mistyped}`],
    ["a truncated key", `Bearer ${SECRET.slice(0, -1)}`],
    ["a session token", "Bearer eyJhbGciOiJIUzI1NiJ9.e30.x"],
    ["a quoted key", `Bearer "${SECRET}"`],
    ["the scheme twice", `Bearer Bearer ${SECRET}`],
    ["two keys", `Bearer ${SECRET} ${SECRET}`],
    ["two headers joined by a proxy", `Bearer ${SECRET}, Bearer ${SECRET}`],
    ["a line break inside the key", `Bearer ${SECRET.slice(0, 20)}\n${SECRET.slice(20)}`],
    ["a megabyte", `Bearer ${"a ".repeat(500_000)}`],
  ])("with %s is key_malformed", (_, authorization) => {
    expect(presentedSecret(authorization)).toEqual({ kind: "refused", reason: "key_malformed" });
  });
});
