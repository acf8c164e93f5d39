import { REQUEST_REFUSALS, SYNC_REFUSALS, type RefusalReason } from "@excalibur/api/contract";
import { TRPCClientError } from "@trpc/client";
import { expect, it } from "vitest";
import { UNREACHABLE_CAUSES, UNREACHABLE_HEADER } from "../../shared/host-bridge.ts";
import { describeFailure } from "./describe-failure.ts";
import { isMissing, mayPass, readFailure } from "./failure.ts";
import { noteServerAddress } from "./server-name.ts";

const refusal = (reason: string | null) =>
  TRPCClientError.from({
    error: {
      message: "No.",
      code: -32_000,
      data: { reason, fieldErrors: null, requestId: "req-1", code: "CONFLICT", httpStatus: 409 },
    },
  } as never);
const answered = (response: Response | undefined) =>
  TRPCClientError.from(new Error("no json"), response === undefined ? {} : { meta: { response } });

it("distinguishes a refusal, a fault, no answer and another server's answer", () => {
  expect(readFailure(refusal("key_changed"))).toMatchObject({ kind: "refused", reason: "key_changed", message: "No." });
  expect(readFailure(refusal(null))).toMatchObject({ kind: "fault", requestId: "req-1" });
  expect(readFailure(answered(undefined))).toEqual({ kind: "unreachable", cause: "network" });
  const late = new DOMException("No answer in time", "TimeoutError");
  expect(readFailure(TRPCClientError.from(late))).toEqual({ kind: "unreachable", cause: "timeout" });
  expect(readFailure(answered(new Response("<html>", { status: 200 })))).toEqual({ kind: "notExcalibur" });
  expect(readFailure(TRPCClientError.from(new SyntaxError("Unexpected token '<'")))).toEqual({ kind: "notExcalibur" });
  expect(readFailure(new Error("ours"))).toMatchObject({ kind: "fault" });
});

it("keeps what the desktop's protocol handler knows of an unreachable server", () => {
  const unreachable = (cause: string) =>
    answered(new Response("{}", { status: 502, headers: { [UNREACHABLE_HEADER]: cause } }));
  for (const cause of UNREACHABLE_CAUSES)
    expect(readFailure(unreachable(cause))).toEqual({ kind: "unreachable", cause });
  expect(readFailure(unreachable("something newer"))).toEqual({ kind: "unreachable", cause: "network" });
});

it("has words for every reason and every cause", () => {
  const reasons = [...Object.keys(REQUEST_REFUSALS), ...Object.keys(SYNC_REFUSALS)] as RefusalReason[];
  for (const reason of reasons) {
    const words = describeFailure({ kind: "refused", reason, message: "Because.", fieldErrors: null });
    expect(words.title).not.toBe("");
    expect(words.detail).toBe("Because.");
  }
  noteServerAddress("https://keys.example.com");
  for (const cause of UNREACHABLE_CAUSES) {
    const { detail } = describeFailure({ kind: "unreachable", cause });
    expect(detail).toMatch(/[.?]$/);
    // Several servers can be saved: which one is it?
    expect(detail).toContain("https://keys.example.com");
  }
});

it("expects only silence to pass by itself", () => {
  expect(mayPass({ kind: "unreachable", cause: "refused" })).toBe(true);
  expect(mayPass({ kind: "refused", reason: "unavailable", message: "", fieldErrors: null })).toBe(true);
  expect(mayPass({ kind: "refused", reason: "not_permitted", message: "", fieldErrors: null })).toBe(false);
  expect(mayPass({ kind: "notExcalibur" })).toBe(false);
});

it("knows of what is not there that asking again won't help, and of nothing else", () => {
  const refused = (reason: RefusalReason) => ({ kind: "refused", reason, message: "", fieldErrors: null }) as const;
  expect(isMissing(refused("key_not_found"))).toBe(true);
  expect(isMissing(refused("executor_not_found"))).toBe(true);
  expect(isMissing(refused("not_permitted"))).toBe(false);
  expect(isMissing(refused("unavailable"))).toBe(false);
  expect(isMissing({ kind: "notExcalibur" })).toBe(false);
});
