import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { codeOf, turnOnSecondStep } from "./harness/authenticator-app.ts";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import type { Person, Tenant } from "./harness/people.ts";
import { cookiesOf, reasonIn, sendCode, sendPassword } from "./harness/sign-in-requests.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

describe.each(dialectsOfLane("postgresql"))("a second step on %s", (dialect) => {
  let server: TestServer;
  let tenant: Tenant;
  let person: Person;
  let uri: string;
  let recoveryCodes: string[];

  beforeAll(async () => {
    server = await startTestServer(dialect, { EXCALIBUR_TRUSTED_PROXIES: "loopback" });
    tenant = await server.addOrganization("Acme");
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    person = await server.addMember(tenant, "member");
    ({ uri, recoveryCodes } = await turnOnSecondStep(await server.signIn(person), person));
  });

  const firstStep = (address = "192.0.2.1", cookie = "") => sendPassword({ url: server.url, address, cookie }, person);
  const challenge = async () => cookiesOf(await firstStep());
  const outcome = async (cookie: string, kind: "totp" | "backup-code", code: string, address = "192.0.2.1") =>
    reasonIn(await sendCode({ url: server.url, address, cookie }, kind, code));

  test("accepts a code of the app once, and no earlier code, also for concurrent sign-ins", async () => {
    const cookies = [await challenge(), await challenge(), await challenge()] as const;
    const [before, now, after] = await Promise.all([-1, 0, 1].map((steps) => codeOf(uri, steps)));
    const outcomes = await Promise.all(cookies.map((cookie) => outcome(cookie, "totp", now!)));
    expect(outcomes.sort()).toEqual(["accepted", "sign_in_code_wrong", "sign_in_code_wrong"]);
    expect(await outcome(await challenge(), "totp", before!)).toBe("sign_in_code_wrong");
    expect(await outcome(await challenge(), "totp", now!)).toBe("sign_in_code_wrong");
    expect(await outcome(await challenge(), "totp", after!)).toBe("accepted");
    expect(await outcome(await challenge(), "totp", after!)).toBe("sign_in_code_wrong");
  });

  test("takes codes as people type them: with spaces and hyphens, in any case", async () => {
    const code = await codeOf(uri);
    const cookie = await challenge();
    expect(await outcome(cookie, "totp", ` ${code.slice(0, 3)} ${code.slice(3)} `)).toBe("accepted");
    const [one = "", two = "", three = ""] = recoveryCodes;
    expect(await outcome(await challenge(), "backup-code", one.replace("-", ""))).toBe("accepted");
    expect(await outcome(await challenge(), "backup-code", ` ${two.toLowerCase().replace("-", " - ")} `)).toBe(
      "accepted",
    );
    expect(await outcome(await challenge(), "backup-code", one)).toBe("sign_in_code_wrong");
    expect(await outcome(await challenge(), "backup-code", two.replace("-", ""))).toBe("sign_in_code_wrong");
    expect(await outcome(await challenge(), "backup-code", three)).toBe("accepted");
  });
});
