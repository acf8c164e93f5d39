import { describe, expect, it } from "vitest";
import { firstKeptMinute, isOver, minuteOf } from "./minute-series.ts";

const at = (text: string) => new Date(`2026-06-01T${text}Z`);

describe("the minutes of the series", () => {
  it.each([
    ["12:00:00.000", "12:00:00.000"],
    ["12:00:59.999", "12:00:00.000"],
    ["12:01:00.000", "12:01:00.000"],
  ])("%s lies in the minute of %s", (instant, minute) => {
    expect(minuteOf(at(instant))).toEqual(at(minute));
  });

  it.each([
    ["12:00:59.999", false],
    ["12:01:00.000", true],
    ["13:00:00.000", true],
    ["11:59:00.000", false],
    ["11:58:59.999", true],
  ])("at %s the minute of 12:00 is over: %s", (now, over) => {
    expect(isOver(at("12:00:00.000"), at(now))).toBe(over);
  });

  it("are kept for 24 hours", () => {
    expect(firstKeptMinute(at("12:00:30.000"))).toEqual(new Date("2026-05-31T12:00:00Z"));
  });
});
