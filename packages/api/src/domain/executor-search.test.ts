import { expect, test } from "vitest";
import { executorSearches } from "./executor-search.ts";

test.each([
  ["Prod-1", { textHas: "prod-1", idHas: null, addressBegins: null }],
  ["10.0.1", { textHas: "10.0.1", idHas: null, addressBegins: "10.0.1" }],
  ["10.", { textHas: "10.", idHas: null, addressBegins: "10." }],
  ["10", { textHas: "10", idHas: "10", addressBegins: null }],
  ["2001:DB8::1", { textHas: "2001:db8::1", idHas: null, addressBegins: "2001:db8::1" }],
  ["ip-10-0-1", { textHas: "ip-10-0-1", idHas: null, addressBegins: null }],
  ["exe_01M8…xnp2", { textHas: "exe_01m8…xnp2", idHas: "exe_01m8", idEnds: "xnp2", addressBegins: null }],
])("%s is looked for where it can be", (text, expected) => {
  expect(executorSearches(text)).toEqual([{ idEnds: null, ...expected }]);
});

test("each word of a text is looked for", () => {
  expect(executorSearches(" prod  billing prod").map(({ textHas }) => textHas)).toEqual(["prod", "billing"]);
});
