import { expect, it } from "vitest";
import { readLinkToken } from "./link-token.ts";

const token = "aB3_-".repeat(9).slice(0, 43);

it("reads a link's secret from behind the #, and knows one that was cut short", () => {
  expect(readLinkToken(`#${token}`)).toBe(token);
  expect(readLinkToken(token)).toBe(token);
  for (const hash of ["", "#", `#${token.slice(1)}`, `#${token}x`, "#<script>"]) expect(readLinkToken(hash)).toBeNull();
});
