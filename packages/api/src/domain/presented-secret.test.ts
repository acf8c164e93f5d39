import { describe, expect, it } from "vitest";
import { formatSecret } from "./key-secret.ts";
import { presentedManagementSecret, presentedSecret } from "./presented-secret.ts";

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

describe("a management key in the Authorization header", () => {
  const MANAGEMENT = formatSecret(new Uint8Array(32).fill(7), "managementKey");

  it("is presented by the whole key", () => {
    expect(MANAGEMENT).toMatch(/^exm_[0-9A-Za-z]{49}$/);
    expect(presentedManagementSecret(`bearer  ${MANAGEMENT}\n`)).toEqual({ kind: "presented", secret: MANAGEMENT });
  });

  it("has a checksum of its own: an API key with the other prefix is none", () => {
    expect(presentedManagementSecret(`Bearer ${SECRET.replace("exc_", "exm_")}`)).toEqual({ kind: "malformed" });
    expect(presentedSecret(`Bearer ${MANAGEMENT}`)).toEqual({ kind: "refused", reason: "key_malformed" });
  });

  it.each([
    ["a truncated key", `Bearer ${MANAGEMENT.slice(0, -1)}`],
    ["two headers joined by a proxy", `Bearer ${MANAGEMENT}, Bearer x`],
    ["the prefix alone", "Bearer exm_"],
  ])("with %s is malformed", (_, authorization) => {
    expect(presentedManagementSecret(authorization)).toEqual({ kind: "malformed" });
  });

  it.each([
    ["nothing", undefined],
    ["another scheme", `Basic ${MANAGEMENT}`],
    ["an API key", `Bearer ${SECRET}`],
    ["a session token", "Bearer eyJhbGciOiJIUzI1NiJ9.e30.x"],
  ])("with %s is absent", (_, authorization) => {
    expect(presentedManagementSecret(authorization)).toEqual({ kind: "absent" });
  });
});
