import { describe, expect, it } from "vitest";
import { CHOSEN_KINDS } from "./notification-kinds.ts";
import { pathOfPlace, placeOfMessage } from "./place-of-message.ts";

const pathOf = (...message: Parameters<typeof placeOfMessage>) => pathOfPlace(placeOfMessage(...message));

describe("a message leads", () => {
  it("to the page of the key or executor that it is about", () => {
    expect(pathOf("key.expiring", "key_1")).toBe("/keys/key_1");
    expect(pathOf("executor.offline", "exe_1")).toBe("/executors/exe_1");
    expect(pathOf("executor.refused", "key_1")).toBe("/keys/key_1");
  });

  it("to the list of several", () => {
    expect(pathOf("key.expiring", null)).toBe("/keys");
    expect(pathOf("executor.offline", null)).toBe("/executors");
  });

  it("to where a subject without a page is found", () => {
    expect(pathOf("key.deleted", "key_1")).toBe("/audit");
    expect(pathOf("code.reused", "cod_1")).toBe("/organization");
    expect(pathOf("management_key.created", "mgk_1")).toBe("/management-keys");
    expect(pathOf("channel.failing", "chn_1")).toBe("/notifications");
    expect(pathOf("test", "chn_1")).toBe("/notifications");
    expect(pathOf("digest", null)).toBe("/events");
  });

  it.each(CHOSEN_KINDS)("somewhere, of the kind %s", (kind) => expect(pathOf(kind, null)).toMatch(/^\/[a-z-]+$/));
});
