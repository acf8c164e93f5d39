import { describe, expect, it } from "vitest";
import { errorsByField } from "../trpc/errors-by-field.ts";
import { createOwnerInput } from "./setup.ts";

const valid = {
  code: "ABCD-EFGH",
  name: "Ada Lovelace",
  email: "ada@example.com",
  password: "correct horse battery",
  organizationName: "Acme",
};

function complaints(input: unknown): string[] {
  const { error } = createOwnerInput.safeParse(input);
  return error === undefined ? [] : Object.keys(errorsByField(error));
}

describe("the first owner", () => {
  it("is taken with white space around names dropped and the address in lower case", () => {
    const input = {
      ...valid,
      code: " ABCD-EFGH\n",
      name: " Ada Lovelace ",
      email: "Ada@Example.com",
      organizationName: "Acme\n",
    };
    expect(createOwnerInput.parse(input)).toEqual(valid);
  });

  it("keeps every character of the password, spaces at its ends too", () => {
    expect(createOwnerInput.parse({ ...valid, password: "  eight words  " }).password).toBe("  eight words  ");
  });

  it.each([
    { what: "no code", change: { code: " " }, field: "code" },
    { what: "a long code", change: { code: "x".repeat(65) }, field: "code" },
    { what: "no name", change: { name: " " }, field: "name" },
    { what: "a long name", change: { name: "x".repeat(101) }, field: "name" },
    { what: "a name with a line break", change: { name: "Ada\nLovelace" }, field: "name" },
    { what: "a name with half of a surrogate pair", change: { name: "Ada \uD83D" }, field: "name" },
    { what: "no address", change: { email: "ada" }, field: "email" },
    { what: "two addresses", change: { email: "ada@example.com, bob@example.com" }, field: "email" },
    { what: "a long address", change: { email: `${"x".repeat(250)}@example.com` }, field: "email" },
    { what: "a password of 11 characters", change: { password: "x".repeat(11) }, field: "password" },
    { what: "a password of 129 characters", change: { password: "x".repeat(129) }, field: "password" },
    { what: "an organization without a name", change: { organizationName: "" }, field: "organizationName" },
    {
      what: "an organization's name with a zero character",
      change: { organizationName: "A\0" },
      field: "organizationName",
    },
    { what: "a role of one's own", change: { role: "owner" }, field: "" },
  ])("with $what is refused at '$field'", ({ change, field }) => {
    expect(complaints({ ...valid, ...change })).toEqual([field]);
  });

  it.each([
    { what: "the shortest", password: "x".repeat(12) },
    { what: "the longest", password: "x".repeat(128) },
  ])("may have $what password there is", ({ password }) => {
    expect(complaints({ ...valid, password })).toEqual([]);
  });
});
