import { afterAll, beforeAll, expect, test } from "vitest";
import { LIMITS } from "../src/limits/limits.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const PROCEDURE = "account.changePassword";
const GUESSES = 60;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer("sqlite");
});
afterAll(() => server.close());

/** What may stand between the names of procedures, as a client may write it. */
const COMMAS = [",", "%2C", "%2c", "%252C", "%252c", "%25252C", "%2525252C", "%EF%BC%8C", "%u002C", "%,", "%25,"];

test.each(COMMAS)("60 guesses in one request, written with %s, are no more than the limit allows", async (comma) => {
  const { owner } = await server.addOrganization("Acme");
  const { cookie } = await server.signIn(owner);
  const passwords = Array.from({ length: GUESSES }, (_, index) => (index === GUESSES - 1 ? owner.password : "wrong"));
  const calls = passwords.map((currentPassword) => ({
    json: { currentPassword, newPassword: "another horse battery" },
  }));
  const path = Array.from({ length: GUESSES }, () => PROCEDURE).join(comma);
  const response = await fetch(`${server.url}/trpc/${path}?batch=1`, {
    method: "POST",
    headers: { "content-type": "application/json", cookie },
    body: JSON.stringify({ ...calls }),
  });
  const text = await response.text();
  expect(response.status).toBeGreaterThanOrEqual(400);
  expect(response.status).toBeLessThan(500);
  expect(text.split('"password_wrong"').length - 1).toBeLessThanOrEqual(LIMITS.guessesWhenSignedIn.allowed);
  expect(text).not.toContain("sessionsEnded");
});

test("a batch of as many guesses as one request may hold has no more judged than the limit allows", async () => {
  const { owner } = await server.addOrganization("Acme");
  const client = await server.signIn(owner);
  const { changePassword } = client.together.account;
  const guesses = Array.from({ length: 20 }, () =>
    changePassword
      .mutate({ currentPassword: "wrong", newPassword: "another horse battery" })
      .then(() => "accepted", String),
  );
  const wrong = (await Promise.all(guesses)).filter((outcome) => outcome.includes("not your current password"));
  expect(wrong).toHaveLength(LIMITS.guessesWhenSignedIn.allowed);
});
