import { expectTypeOf, test } from "vitest";
import type { ApiKeyRecord, LockedKey } from "./api-key-store.ts";
import type { Change } from "./change.ts";
import type { Reads } from "./reads.ts";
import type { Services } from "./services.ts";

// The compiler checks these types, in `npm run check`.

test("what is committed can only be read: every method that writes is one of a change", () => {
  expectTypeOf<Services["data"]>().toEqualTypeOf<Reads>();
  type Written = Exclude<keyof Reads & keyof Change, "now">;
  expectTypeOf<Written>().toEqualTypeOf<
    | "apiKeys"
    | "codes"
    | "lockOuts"
    | "managementKeys"
    | "logins"
    | "executors"
    | "organizations"
    | "members"
    | "policies"
    | "invitations"
    | "users"
    | "events"
    | "channels"
    | "notifications"
    | "witnesses"
  >();
  type WritingNames = {
    [Store in Written]: Extract<
      keyof Reads[Store],
      `${"insert" | "delete" | "revoke" | "update" | "set" | "record" | "mark" | "end" | "change" | "append" | "use" | "cancel" | "accept" | "renew" | "remove" | "confirm" | "rename" | "note" | "ask" | "take" | "give" | "deactivate" | "decide" | "reactivate" | "retire" | "countUse" | "warn" | "tell" | "claim" | "send"}${string}`
    >;
  }[Written];
  expectTypeOf<WritingNames>().toEqualTypeOf<never>();
});

test("revoking and deleting take a key that is locked, and have no form that invalidates nothing", () => {
  expectTypeOf<Parameters<Change["apiKeys"]["revoke"]>[0]>().toEqualTypeOf<LockedKey>();
  expectTypeOf<Parameters<Change["apiKeys"]["revokePending"]>[0]>().toEqualTypeOf<LockedKey>();
  expectTypeOf<Parameters<Change["apiKeys"]["delete"]>[0]>().toEqualTypeOf<LockedKey>();
  expectTypeOf<ApiKeyRecord>().not.toExtend<LockedKey>();
  type Removing = Extract<keyof Change["apiKeys"], `${"revoke" | "delete"}${string}`>;
  expectTypeOf<Removing>().toEqualTypeOf<"revoke" | "revokePending" | "delete">();
  expectTypeOf<ReturnType<Change["apiKeys"]["findForUpdate"]>>().resolves.toEqualTypeOf<LockedKey | null>();
});
