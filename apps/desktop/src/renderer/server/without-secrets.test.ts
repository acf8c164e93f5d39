import { expect, it } from "vitest";
import { withoutSecrets } from "./without-secrets.ts";

it("keeps a pasted key out of addresses: what is searched for is its hint", () => {
  const secret = `exc_a1B2${"x".repeat(45)}`;
  expect(withoutSecrets(`leaked: ${secret}!`)).toBe("leaked: exc_a1B2!");
  expect(withoutSecrets(secret.slice(0, 20))).toBe("exc_a1B2");
  expect(withoutSecrets("exc_a1B2")).toBe("exc_a1B2");
  expect(withoutSecrets("prod exc")).toBe("prod exc");
});
