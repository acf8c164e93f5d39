import { describe, expect, it } from "vitest";
import { formatSecret } from "./key-secret.ts";
import {
  labelNameProblem,
  labelTexts,
  labelValueProblem,
  MAX_LABELS,
  parseLabel,
  readLabels,
  relabel,
  writeLabels,
} from "./labels.ts";

const secret = formatSecret(new Uint8Array(32).fill(7));

describe("a label", () => {
  it.each(["env", "a", "App.kubernetes_io-Name", "example.com/team", "a.b-c.example/x", "x".repeat(63)])(
    "may be named %s",
    (name) => expect(labelNameProblem(name)).toBeNull(),
  );

  it.each([
    "",
    "-env",
    "env-",
    "en v",
    "en=v",
    "ümlaut",
    "/team",
    "example.com/",
    "Example.com/team",
    "a..b/team",
    "a/b/c",
    "__proto__",
    "x".repeat(64),
    `${"a".repeat(254)}/team`,
    "env\n",
  ])("may not be named %j", (name) => expect(labelNameProblem(name)).toBe("name"));

  it.each(["constructor", "prototype"])("may not be named %s, which answers to typed clients can't carry", (name) => {
    expect(labelNameProblem(name)).toBe("reserved");
    expect(labelNameProblem(`example.com/${name}`)).toBeNull();
    expect(readLabels(`{"${name}":"1","env":"prod"}`)).toEqual({ env: "prod" });
  });

  it.each(["", "prod", "1.2.3", "EU_west-1", "x".repeat(63)])("may have the value %j", (value) =>
    expect(labelValueProblem(value)).toBeNull(),
  );

  it.each([" ", "a b", "-a", "a=b", "a/b", "x".repeat(64)])("may not have the value %j", (value) =>
    expect(labelValueProblem(value)).toBe("value"),
  );

  it("holds no secret, whether as a name or as a value", () => {
    expect(labelNameProblem(secret)).toBe("secret");
    expect(labelNameProblem(`example.com/${secret}`)).toBe("secret");
    expect(labelValueProblem(secret)).toBe("secret");
    expect(labelValueProblem(`${secret}.old`)).toBe("secret");
  });

  it("is read from name=value", () => {
    expect(parseLabel(" env = prod ")).toEqual({ name: "env", value: "prod" });
    expect(parseLabel("env=")).toEqual({ name: "env", value: "" });
    expect(parseLabel("env")).toBe("form");
    expect(parseLabel("=prod")).toBe("name");
    expect(parseLabel("env=a=b")).toBe("value");
  });
});

describe("labels", () => {
  it("are the same text in any order that they were set in, and are read back", () => {
    const one = { team: "edge", env: "prod" };
    expect(writeLabels(one)).toBe(writeLabels({ env: "prod", team: "edge" }));
    expect(readLabels(writeLabels(one))).toEqual(one);
    expect(labelTexts(one)).toEqual(["env=prod", "team=edge"]);
    expect(labelTexts({ rack10: "a", rack9: "b" })).toEqual(["rack9=b", "rack10=a"]);
    expect(readLabels(writeLabels({ toString: "y" }))).toEqual({ toString: "y" });
  });

  it("are set and removed together, and never more than allowed", () => {
    expect(relabel({ env: "prod", team: "a" }, { set: { team: "b", tier: "1" }, remove: ["env", "gone"] })).toEqual({
      team: "b",
      tier: "1",
    });
    const full = Object.fromEntries(Array.from({ length: MAX_LABELS }, (_, n) => [`l${n}`, "x"]));
    expect(relabel(full, { set: { l0: "y" }, remove: [] })).toMatchObject({ l0: "y" });
    expect(relabel(full, { set: { more: "y" }, remove: [] })).toBe("too_many");
    expect(relabel(full, { set: { more: "y" }, remove: ["l0"] })).toMatchObject({ more: "y" });
  });
});
