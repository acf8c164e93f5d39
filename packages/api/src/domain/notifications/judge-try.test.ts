import { expect, it } from "vitest";
import { judgeTry, TRIED_FOR_MS } from "./judge-try.ts";

const START = new Date("2026-11-28T10:00:00Z");
const after = (ms: number) => new Date(START.getTime() + ms);
const FIRST = { tries: 1, firstTriedAt: START, refusals: 1 };

it("tries again with pauses that double from 10 s to an hour, up to 24 h after the first try, and then gives up", () => {
  let [now, tries] = [START, 1];
  const pauses: number[] = [];
  for (;;) {
    const verdict = judgeTry({ outcome: "try_again" }, { ...FIRST, tries }, now, 0);
    if (verdict.kind !== "again") {
      expect(verdict).toEqual({ kind: "failed", isChannelFailing: true });
      break;
    }
    pauses.push(verdict.dueAt.getTime() - now.getTime());
    [now, tries] = [verdict.dueAt, tries + 1];
  }
  expect(pauses.slice(0, 4)).toEqual([10_000, 20_000, 40_000, 80_000]);
  expect(Math.max(...pauses)).toBe(3_600_000);
  expect(now).toEqual(after(TRIED_FOR_MS));
});

it("spreads the pauses, and waits as long as the receiver asks for, up to an hour", () => {
  const due = (result: Parameters<typeof judgeTry>[0], random: number) => {
    const verdict = judgeTry(result, FIRST, START, random);
    return verdict.kind === "again" ? verdict.dueAt.getTime() - START.getTime() : null;
  };
  expect(due({ outcome: "try_again" }, 1)).toBe(12_000);
  expect(due({ outcome: "try_again", afterMs: 90_000 }, 1)).toBe(90_000);
  expect(due({ outcome: "try_again", afterMs: 90_000_000 }, 0)).toBe(3_600_000);
});

it("gives up at once what is refused, and the channel after three messages in a row", () => {
  const refused = (refusals: number) => judgeTry({ outcome: "refused" }, { ...FIRST, refusals }, START, 0);
  expect(refused(1)).toEqual({ kind: "failed", isChannelFailing: false });
  expect(refused(3)).toEqual({ kind: "failed", isChannelFailing: true });
});
