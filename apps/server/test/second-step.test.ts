import { dialects } from "@excalibur/db/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { codeOf, turnOnSecondStep, wrongCode } from "./harness/authenticator-app.ts";
import type { Person, Tenant } from "./harness/people.ts";
import { cookiesOf, reasonIn, sendCode, sendPassword } from "./harness/sign-in-requests.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const isEndurance = process.env["EXCALIBUR_ENDURANCE"] === "1";
/** The short version is for every day: passwords are slow to check. */
const ATTACKERS = isEndurance ? 200 : 12;
const addressOf = (index: number) => `10.${index >> 8}.${index & 255}.1`;

describe.each(dialects)("a second step on %s", (dialect) => {
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

  test("takes a code of the app once, and none that was shown before it, whoever asks at the same time", async () => {
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

  const sources = { "one address": () => "198.51.100.1", "many addresses": addressOf };

  test.each(
    Object.entries(sources).filter(([source]) => isEndurance || (source === "one address") === (dialect === "sqlite")),
  )(
    "keeps no more than ten challenges open, and has no more than ten codes of them judged, from %s",
    async (_source, address) => {
      expect(await attack(address)).toEqual({ open: 10, judged: 10 });
      expect(await server.database.client.verification.count({ where: { value: person.userId } })).toBe(10);
    },
    180_000,
  );

  /** As many right passwords as there are attackers, then as many wrong codes, each at once. */
  async function attack(address: (index: number) => string): Promise<{ open: number; judged: number }> {
    const indexes = Array.from({ length: ATTACKERS }, (_, index) => index);
    const answers = await Promise.all(indexes.map((index) => firstStep(address(index))));
    const cookies = answers.filter(({ status }) => status === 202).map(cookiesOf);
    const code = await wrongCode(uri);
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        outcome(cookies[index % cookies.length]!, "totp", code, address(index)),
      ),
    );
    return { open: cookies.length, judged: outcomes.filter((reason) => reason === "sign_in_code_wrong").length };
  }
});
