import { expect, it } from "vitest";
import { OneTimeSecret } from "./one-time-secret.ts";

it("forgets a secret for everyone who holds its box", () => {
  const secret = new OneTimeSecret("exc_secret");
  const elsewhere = { secret };
  expect(secret.reveal()).toBe("exc_secret");
  secret.forget();
  expect(elsewhere.secret.reveal()).toBe("");
  expect(JSON.stringify(elsewhere)).not.toContain("exc_");
});
