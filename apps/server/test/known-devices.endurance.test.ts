import { afterAll, beforeAll, expect, test } from "vitest";
import { LIMITS } from "../src/limits/limits.ts";
import { codeOf, turnOnSecondStep, wrongCode } from "./harness/authenticator-app.ts";
import type { Tenant } from "./harness/people.ts";
import { cookiesOf, reasonIn, sendCode, sendPassword } from "./harness/sign-in-requests.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;

let server: TestServer;
let tenant: Tenant;
beforeAll(async () => {
  server = await startTestServer("postgresql", { EXCALIBUR_TRUSTED_PROXIES: "loopback" });
  tenant = await server.addOrganization("Acme");
});
afterAll(() => server.close());

/** The cookie by which a device is known, of all that an answer sets. */
const deviceIn = (response: Response) =>
  cookiesOf(response)
    .split("; ")
    .find((cookie) => cookie.includes(".device_")) ?? "";

test("a user can sign in from a known device while others guess at the account, also from the same address", async () => {
  const person = await server.addMember(tenant, "owner");
  const { uri } = await turnOnSecondStep(await server.signIn(person), person);
  const at = (address: string, cookie = "") => ({ url: server.url, address, cookie });
  const waiting = cookiesOf(await sendPassword(at("192.0.2.1"), person));
  const device = deviceIn(await sendCode(at("192.0.2.1", waiting), "totp", await codeOf(uri)));

  const wrong = await wrongCode(uri);
  const challenges = [];
  for (let index = 0; index < 10; index++) challenges.push(cookiesOf(await sendPassword(at("192.0.2.1"), person)));
  for (const challenge of challenges) await sendCode(at("192.0.2.1", challenge), "totp", wrong);
  expect((await sendPassword(at("192.0.2.1"), person)).status).toBe(429);
  for (let index = 0; index < LIMITS.passwordsByAccount.allowed; index++) {
    await sendPassword(at(`10.0.${index}.1`), { ...person, password: "wrong" });
  }
  expect(await reasonIn(await sendPassword(at("203.0.113.1"), person))).toBe("rate_limited");

  const first = await sendPassword(at("192.0.2.1", device), person);
  expect(first.status).toBe(202);
  const second = await sendCode(at("192.0.2.1", `${device}; ${cookiesOf(first)}`), "totp", await codeOf(uri, 1));
  expect(second.status).toBe(200);
  // The same device, by a new cookie.
  expect(deviceIn(second).split(".").slice(0, 2)).toEqual(device.split(".").slice(0, 2));
});

test("a device is known by a cookie that this server signed for this user, and for 90 days", async () => {
  const person = await server.addMember(tenant, "member");
  const other = await server.addMember(tenant, "member");
  const sender = { url: server.url, address: "192.0.2.2" };
  const device = deviceIn(await sendPassword(sender, person));
  expect(device).toMatch(/^excalibur_[0-9a-f]{8}\.device_[0-9a-f]{8}=/);
  const [name = "", value = ""] = device.split("=");
  const devicesOfOther = deviceIn(await sendPassword(sender, other)).split("=");
  for (let index = 0; index < 10; index++) await sendPassword(sender, { ...person, password: "wrong" });

  const outcome = async (cookie: string) => reasonIn(await sendPassword({ ...sender, cookie }, person));
  expect(await outcome("")).toBe("rate_limited");
  expect(await outcome(`${name}=x${value}`)).toBe("rate_limited");
  expect(await outcome(`${name}=${devicesOfOther[1]}`)).toBe("rate_limited");
  expect(await outcome(devicesOfOther.join("="))).toBe("rate_limited");
  expect(await outcome(device)).toBe("accepted");
  server.advanceClock(91 * DAY_MS);
  expect(await outcome(device)).toBe("rate_limited");
});
