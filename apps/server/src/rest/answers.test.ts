import type {
  ActivityView,
  ApiKeyView,
  AuditVerification,
  AuditView,
  CodeView,
  EventView,
  ExecutorView,
  RevocationReceipt,
} from "@excalibur/api/contract";
import { expectTypeOf, test } from "vitest";
import type { z } from "zod";
import type { activity, apiKey, auditRow, auditVerification, code, event, executor, receipt } from "./answers.ts";

// The compiler checks these types, in `npm run check`.
test("the document names every field of what the procedures answer with, and no other", () => {
  expectTypeOf<keyof z.infer<typeof apiKey>>().toEqualTypeOf<keyof ApiKeyView>();
  expectTypeOf<keyof z.infer<typeof activity>>().toEqualTypeOf<keyof ActivityView>();
  expectTypeOf<keyof z.infer<typeof executor>>().toEqualTypeOf<keyof ExecutorView>();
  expectTypeOf<keyof z.infer<typeof code>>().toEqualTypeOf<keyof CodeView>();
  expectTypeOf<keyof z.infer<typeof event>>().toEqualTypeOf<keyof EventView>();
  expectTypeOf<keyof z.infer<typeof auditRow>>().toEqualTypeOf<keyof AuditView>();
  expectTypeOf<keyof z.infer<typeof auditVerification>>().toEqualTypeOf<keyof AuditVerification>();
  expectTypeOf<keyof z.infer<typeof receipt>>().toEqualTypeOf<keyof RevocationReceipt>();
});
