import { dialects } from "@excalibur/db/testing";
import { describe, expect, test } from "vitest";
import { attackSecondStep, SOURCES } from "./harness/attack-second-step.ts";
import { turnOnSecondStep } from "./harness/authenticator-app.ts";
import { startTestServer } from "./harness/test-server.ts";

describe.each(dialects)("a second step on %s", (dialect) => {
  test.each(Object.entries(SOURCES))(
    "has at most ten codes judged of 200 challenges and 200 codes at once, from %s",
    async (_source, addressOf) => {
      const server = await startTestServer(dialect, { EXCALIBUR_TRUSTED_PROXIES: "loopback" });
      const { owner } = await server.addOrganization("Acme");
      const { uri } = await turnOnSecondStep(await server.signIn(owner), owner);
      const outcome = await attackSecondStep(server.url, { person: owner, uri }, 200, addressOf);
      expect(outcome).toEqual({ open: 10, judged: 10 });
      await server.close();
    },
    300_000,
  );
});
