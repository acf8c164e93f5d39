import { describe, expect, test } from "vitest";
import { attackSecondStep, SOURCES } from "./harness/attack-second-step.ts";
import { turnOnSecondStep } from "./harness/authenticator-app.ts";
import { startTestServer } from "./harness/test-server.ts";
import { trialSize } from "../../../scripts/trial-size.ts";

// Passwords of one account are judged one after the other: 60 take most of a minute of a busy machine. So more of them only where
// several servers could share the count. The quick lane has the limit of codes in `limits.test`.
describe.each([
  ["sqlite", "one address", trialSize(30, 40)],
  ["postgresql", "many addresses", trialSize(60, 200)],
] as const)("a second step on %s", (dialect, source, challenges) => {
  test(`has at most ten codes judged of ${challenges} challenges and 200 codes at once, from ${source}`, async () => {
    const server = await startTestServer(dialect, { EXCALIBUR_TRUSTED_PROXIES: "loopback" });
    const { owner } = await server.addOrganization("Acme");
    const { uri } = await turnOnSecondStep(await server.signIn(owner), owner);
    const outcome = await attackSecondStep(server.url, { person: owner, uri }, challenges, SOURCES[source]);
    expect(outcome).toEqual({ open: 10, judged: 10 });
    expect(await server.database.client.verification.count({ where: { value: owner.userId } })).toBe(10);
    await server.close();
  });
});
