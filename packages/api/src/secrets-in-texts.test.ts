import { describe, expect, it } from "vitest";
import { z } from "zod";
import { appRouter } from "./app-router.ts";
import { exportSelectedKeysInput } from "./contract/exports.ts";
import { formatSecret } from "./domain/key-secret.ts";
import { LOOKS_LIKE_A_KEY } from "./domain/shown-text.ts";
import type { SignedInUser } from "./ports/session.ts";
import { bareContext } from "./testing/bare-context.ts";
import { bodyOf, callOverHttp } from "./testing/call-over-http.ts";
import { procedureInputs } from "./testing/procedure-inputs.ts";
import { procedureKinds } from "./testing/procedure-kinds.ts";
import { textFields } from "./testing/text-fields.ts";
import { errorsByField } from "./trpc/errors-by-field.ts";

const SECRET = formatSecret(new Uint8Array(32).fill(7));

const inputs = await procedureInputs();
const kinds = procedureKinds();

const fields = [...inputs, ["POST /api/keys/export", exportSelectedKeysInput] as const].flatMap(([where, schema]) =>
  textFields(schema).map(({ path, inputWith }) => ({ what: `${where} ${path}`, where, schema, path, inputWith })),
);

const owner: SignedInUser = {
  userId: "usr_1",
  sessionId: "ses_1",
  activeOrganizationId: "org_1",
  name: "Ada",
  email: "ada@example.com",
  memberships: [{ role: "owner", organization: { id: "org_1", name: "Acme", slug: "acme", deactivatedAt: null } }],
};

/** A context in which everybody is let through, up to the input. */
const lettingIn = () =>
  bareContext(
    { secrets: { create: () => "", hash: () => "", createLinkToken: () => "" } },
    { findSession: async () => owner, authorization: `Bearer ${SECRET}` },
  );

describe("an API key that is pasted into a text", () => {
  it("is looked for in every text that a procedure takes", () => {
    const found = fields.map(({ what }) => what);
    for (const known of ["apiKeys.create name", "apiKeys.create target.executorId", "executor.sync capabilities"]) {
      expect(found).toContain(known);
    }
    expect(found.length).toBeGreaterThan(60);
  });

  it.each(fields)("is refused at $what, and not answered", ({ schema, path, inputWith }) => {
    for (const pasted of [SECRET, ` ${SECRET} `, `key ${SECRET}`]) {
      const { error } = z.safeParse(schema, inputWith(pasted));
      expect(error).toBeDefined();
      const words = errorsByField(error!);
      expect(Object.keys(words)).toContain(path);
      expect(JSON.stringify(words)).not.toContain("exc_");
    }
  });

  it.each(fields.filter(({ path }) => /name|host|version|email|search|capabilities/i.test(path)))(
    "is refused at $what in words that say why",
    ({ schema, path, inputWith }) => {
      const { error } = z.safeParse(schema, inputWith(SECRET));
      expect(errorsByField(error!)[path]).toEqual([LOOKS_LIKE_A_KEY]);
    },
  );

  it.each([...inputs].filter(([path]) => kinds.get(path) === "mutation"))(
    "is not in what %s answers, as a value or as the name of a field",
    async (path, schema) => {
      const bodies = [...textFields(schema).map(({ inputWith }) => inputWith(SECRET)), { [SECRET]: 1 }];
      for (const body of bodies) {
        const { status, text, error } = await callOverHttp(appRouter, lettingIn(), path, { body: bodyOf(body) });
        expect([status, error?.data.reason]).toEqual([400, "invalid_input"]);
        expect(text).not.toContain("exc_");
      }
    },
  );

  it("is not in what a procedure answers that there is not", async () => {
    const { status, text } = await callOverHttp(appRouter, bareContext(), SECRET);
    expect(status).toBe(404);
    expect(text).not.toContain("exc_");
  });
});
