import { dialects } from "@excalibur/db/testing";
import { expect, onTestFinished, test } from "vitest";
import { ownSecret } from "./harness/own-secret.ts";
import { connectHost, renew } from "./harness/renew.ts";
import { startTestServer } from "./harness/test-server.ts";

test.each(dialects)(
  "renewals are bounded for each executor on %s: a stolen key makes no more keys in an hour than that",
  async (dialect) => {
    const server = await startTestServer(dialect);
    onTestFinished(() => server.close());
    const owner = await server.signIn((await server.addOrganization("Acme")).owner);
    const { name, secret } = await connectHost(owner);
    const own = ownSecret();
    const again = () => renew(server, secret, { name, secretHash: own.secretHash, hint: own.hint });
    // All lock one key: of 300 at once the last would wait longer for the database than a busy server lets them.
    for (let sent = 0; sent < 300; sent += 20) {
      const answers = await Promise.all(Array.from({ length: 20 }, again));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    }
    expect(await again()).toMatchObject({ status: 429, reason: "too_many_renewals" });
    expect((await owner.sync(secret, { name })).reason).toBeNull();
  },
);
