import { TRPCError, type TRPC_ERROR_CODE_KEY } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createKeyInput } from "../contract/api-keys.ts";
import { refuse, refuseSync } from "../domain/refusal.ts";
import {
  REQUEST_REFUSALS,
  SYNC_REFUSALS,
  type RequestRefusalReason,
  type SyncRefusalReason,
} from "../domain/refusals.ts";
import { bareContext } from "../testing/bare-context.ts";
import { bodyOf, callOverHttp, type HttpCall } from "../testing/call-over-http.ts";
import { trpc } from "./init.ts";
import { publicProcedure } from "./procedures.ts";

const PRIVATE = "password=hunter2 at /srv/excalibur/db.ts:7";
const UNKNOWN_FIELD = "There is a field here that this does not take. Check how the fields are named.";
const MASKED = "Something went wrong on the server.";

const failWith = (fault: () => unknown) =>
  publicProcedure.query(() => {
    throw fault();
  });

const router = trpc.router({
  fine: publicProcedure.query(() => "fine"),
  takesKey: publicProcedure.input(createKeyInput).mutation(({ input }) => input.name),
  refuse: publicProcedure.input(z.object({ reason: z.string() })).mutation(({ input }) => {
    throw refuse(input.reason as RequestRefusalReason);
  }),
  refuseSync: publicProcedure.input(z.object({ reason: z.string() })).mutation(({ input }) => {
    throw refuseSync(input.reason as SyncRefusalReason);
  }),
  refuseWithFields: failWith(() => refuse("invalid_input", { fieldErrors: { cursor: ["Start again."] } })),
  refuseInMiddleware: publicProcedure
    .use(() => {
      throw refuse("not_permitted");
    })
    .query(() => "never"),
  fault: failWith(() => new Error(PRIVATE)),
  faultWithCause: failWith(() => new Error(PRIVATE, { cause: new Error(PRIVATE) })),
  faultThatWrapsARefusal: failWith(() => new Error(PRIVATE, { cause: refuse("key_not_found") })),
  faultThatIsText: failWith(() => PRIVATE),
  faultThatIsAnObject: failWith(() => ({ message: PRIVATE, code: "P2002" })),
  faultThatIsNothing: failWith(() => undefined),
  faultOfZod: failWith(() => z.object({ row: z.literal(1) }).safeParse({ row: PRIVATE, [PRIVATE]: 1 }).error),
  faultOfZodInMiddleware: publicProcedure
    .use(() => {
      throw new z.ZodError([{ code: "custom", message: PRIVATE, path: [PRIVATE], input: 1 }]);
    })
    .query(() => "never"),
  faultOfALibrary: failWith(() => new TRPCError({ code: "UNAUTHORIZED", message: PRIVATE })),
  faultWithADeepStack: failWith(() => {
    const endless = (): unknown => endless();
    return endless();
  }),
});

const call = (path: string, sent?: HttpCall) => callOverHttp(router, bareContext(), path, sent);

const everyRefusal = [
  ...Object.entries(REQUEST_REFUSALS).map(([reason, entry]) => ({ procedure: "refuse", reason, ...entry })),
  ...Object.entries(SYNC_REFUSALS).map(([reason, entry]) => ({ procedure: "refuseSync", reason, ...entry })),
];
const httpStatus = (code: TRPC_ERROR_CODE_KEY) => getHTTPStatusCodeFromError(new TRPCError({ code }));

describe("a refusal reaches the client", () => {
  it.each(everyRefusal)(
    "with its reason, code and words: $procedure $reason",
    async ({ procedure, reason, code, message }) => {
      const { status, error } = await call(procedure, { body: bodyOf({ reason }) });
      expect(status).toBe(httpStatus(code));
      expect(error?.message).toBe(message);
      expect(error?.data).toEqual({
        code,
        httpStatus: status,
        path: procedure,
        reason,
        fieldErrors: null,
        requestId: "req-1",
      });
    },
  );

  it("with what is wrong by field", async () => {
    const { status, error } = await call("refuseWithFields");
    expect(status).toBe(400);
    expect(error?.data).toMatchObject({ reason: "invalid_input", fieldErrors: { cursor: ["Start again."] } });
  });

  it("from a middleware as from a procedure", async () => {
    const { status, error } = await call("refuseInMiddleware");
    expect(status).toBe(403);
    expect(error?.data.reason).toBe("not_permitted");
  });

  it("when the database can't be asked: unavailable, without a word of the fault", async () => {
    const context = bareContext({ isUnavailable: (fault) => fault instanceof Error && fault.message === PRIVATE });
    const { status, text, error } = await callOverHttp(router, context, "fault");
    expect(status).toBe(503);
    expect(error?.data).toMatchObject({ code: "SERVICE_UNAVAILABLE", reason: "unavailable" });
    expect(text).not.toContain("hunter2");
  });
});

describe("an input that can't be used", () => {
  it("is refused by field, in words", async () => {
    const { status, error } = await call("takesKey", {
      body: bodyOf({ name: " ", target: { kind: "newExecutor" }, expiresInDays: 0 }),
    });
    expect(status).toBe(400);
    expect(error?.message).toBe("name: A key needs a name.; expiresInDays: A key lives for at least one day.");
    expect(error?.data).toMatchObject({
      code: "BAD_REQUEST",
      reason: "invalid_input",
      fieldErrors: { name: ["A key needs a name."], expiresInDays: ["A key lives for at least one day."] },
      requestId: "req-1",
    });
  });

  it("has the fields of its fields joined with a dot", async () => {
    const { error } = await call("takesKey", {
      body: bodyOf({ name: "prod", target: { kind: "executor", executorId: "x" } }),
    });
    expect(error?.data.fieldErrors).toEqual({ "target.executorId": ["This is not an id of the form exe_…."] });
  });

  it("reports unknown fields for the whole input, and does not name them", async () => {
    const { error } = await call("takesKey", {
      body: bodyOf({ name: "prod", target: { kind: "newExecutor" }, scopes: [] }),
    });
    expect(error?.data.fieldErrors).toEqual({ "": [UNKNOWN_FIELD] });
    expect(error?.message).toBe(UNKNOWN_FIELD);
  });

  it("is never quoted: a secret pasted into the wrong field does not come back", async () => {
    const secret = "exc_0000000000000000000000000000000000000000000Gnj2A0";
    const wrong = [
      { name: secret, target: { kind: "newExecutor" } },
      { name: "prod", target: { kind: secret } },
      { name: "prod", target: { kind: "executor", executorId: secret } },
      { name: "prod", target: { kind: "newExecutor" }, expiresInDays: secret },
      secret,
    ];
    for (const input of wrong) {
      const { status, text } = await call("takesKey", { body: bodyOf(input) });
      expect(status).toBe(400);
      expect(text).not.toContain("exc_0000");
    }
  });

  it.each([
    { what: "broken JSON", body: "{" },
    { what: "JSON cut short", body: '{"json":{"name":"pr' },
    { what: "null", body: "null" },
    { what: "text", body: '"prod"' },
    { what: "a list", body: "[]" },
    { what: "an object that superjson did not write", body: '{"name":"prod"}' },
    { what: "very deep JSON", body: `{"json":${"[".repeat(100_000)}${"]".repeat(100_000)}}` },
    { what: "superjson of a prototype", body: '{"json":{"name":"x"},"meta":{"values":{"__proto__.x":["Date"]}}}' },
    {
      what: "superjson of an unknown type",
      body: '{"json":{"name":"x"},"meta":{"values":{"name":[["custom","none"]]}}}',
    },
    { what: "superjson of a place that is not there", body: '{"json":{},"meta":{"values":{"a.b.c":["Date"]}}}' },
    { what: "superjson of nonsense", body: '{"json":1,"meta":{"values":7}}' },
  ])("because it is $what is the caller's mistake, not the server's", async ({ body }) => {
    const { status, error } = await call("takesKey", { body });
    expect(status).toBe(400);
    expect(error?.data.reason).toBe("invalid_input");
    expect(error?.message).not.toBe("");
    expect(error?.message).not.toBe(MASKED);
  });

  it("because it is no JSON is answered in words that do not quote it", async () => {
    const { text, error } = await call("takesKey", { body: `{"name": ${PRIVATE}` });
    expect(error?.message).toBe("The request could not be read: it is not JSON in the form tRPC expects.");
    expect(text).not.toContain("hunter2");
  });
});

describe("a fault", () => {
  it.each([
    "fault",
    "faultWithCause",
    "faultThatWrapsARefusal",
    "faultThatIsText",
    "faultThatIsAnObject",
    "faultThatIsNothing",
    "faultOfZod",
    "faultOfZodInMiddleware",
    "faultWithADeepStack",
  ])("is not sent to the client: %s is masked, with the id that the log has too", async (path) => {
    const { status, text, error } = await call(path);
    expect(status).toBe(500);
    expect(error).toEqual({
      message: MASKED,
      code: -32603,
      data: {
        code: "INTERNAL_SERVER_ERROR",
        httpStatus: 500,
        path,
        reason: null,
        fieldErrors: null,
        requestId: "req-1",
      },
    });
    expect(text).not.toMatch(/hunter2|srv|stack|P2002|key_not_found/);
  });

  it("that a library gave another code keeps the code but not the text", async () => {
    const { status, text, error } = await call("faultOfALibrary");
    expect(status).toBe(401);
    expect(error).toMatchObject({ message: MASKED, data: { reason: null } });
    expect(text).not.toContain("hunter2");
  });

  it("beside a good call in one batch leaves that call's answer alone", async () => {
    const { text } = await callOverHttp(router, bareContext(), "fine,fault?batch=1");
    const [fine, fault] = JSON.parse(text) as unknown[];
    expect(fine).toMatchObject({ result: { data: { json: "fine" } } });
    expect(fault).toMatchObject({ error: { json: { message: MASKED } } });
  });
});

describe("a request that reaches no procedure", () => {
  it("of an unknown name is reported as such", async () => {
    const { status, error } = await call("apiKeys.leak");
    expect(status).toBe(404);
    expect(error).toMatchObject({ message: "There is no such procedure on this server.", data: { reason: null } });
  });

  it.each(["constructor", "__proto__", "toString", "_def", "fine.constructor"])(
    "of the name '%s' finds none",
    async (name) => {
      expect((await call(name)).status).toBe(404);
    },
  );

  it("of the wrong method names the right one", async () => {
    const expected = { message: "Queries are sent with GET, mutations with POST." };
    expect(await call("takesKey")).toMatchObject({ status: 405, error: expected });
    expect(await call("fine", { body: bodyOf(null) })).toMatchObject({ status: 405, error: expected });
  });

  it("of another content type names the right one", async () => {
    const { status, error } = await call("takesKey", { body: "name=prod", contentType: "text/plain" });
    expect(status).toBe(415);
    expect(error).toMatchObject({ message: "Send the body as application/json.", data: { reason: "invalid_input" } });
  });
});
