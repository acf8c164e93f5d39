import fc from "fast-check";
import { RenewalWorld, type Keeping, type Mutant } from "./renewal-world.ts";

type Happening =
  | { readonly kind: "ask" }
  | { readonly kind: "pass"; readonly seconds: number }
  | { readonly kind: "cut"; readonly what: "request" | "answer"; readonly after: number }
  | { readonly kind: "crash"; readonly inSteps: number; readonly isDone: boolean; readonly losesPower: boolean };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({ kind: fc.constant("ask" as const) }),
  fc.record({ kind: fc.constant("pass" as const), seconds: fc.integer({ min: 1, max: 8 }) }),
  fc.record({
    kind: fc.constant("cut" as const),
    what: fc.constantFrom("request" as const, "answer" as const),
    after: fc.integer({ min: 0, max: 3 }),
  }),
  fc.record({
    kind: fc.constant("crash" as const),
    inSteps: fc.integer({ min: 0, max: 12 }),
    isDone: fc.boolean(),
    losesPower: fc.boolean(),
  }),
);

/** What is wrong after some happenings and a minute of peace; null when the executor is online with the one good key. */
async function problemAfter(
  happenings: readonly Happening[],
  mutant: Mutant,
  keeping: Keeping,
): Promise<string | null> {
  const world = new RenewalWorld(mutant, keeping);
  await world.clock.pass(0);
  world.ask();
  for (const event of happenings) {
    switch (event.kind) {
      case "ask":
        world.ask();
        break;
      case "pass":
        await world.clock.pass(event.seconds * 1_000);
        break;
      case "cut":
        world.cut(event.what, event.after);
        break;
      case "crash":
        world.endIn(event.inSteps, event.isDone);
        await world.clock.pass(12_000);
        world.restart(event.losesPower);
        await world.clock.pass(0);
    }
  }
  await world.clock.pass(60_000);
  if (world.status?.state !== "online") return `${world.status?.state}: ${world.status?.trouble?.code}`;
  if (world.revokedRefusals > 0) return "a sync was refused with a key that had been renewed";
  if (!world.isSettled) return "what is stored is not the key in use";
  return world.goodKeys === 1 ? null : `${world.goodKeys} keys are good`;
}

/** Tries so many interleavings of executor, disk and server. @returns the first that goes wrong, in words; null when none does. */
export async function tryRenewals(
  runs: number,
  mutant: Mutant = {},
  keeping: Keeping = "keyFile",
): Promise<string | null> {
  const details = await fc.check(
    fc.asyncProperty(fc.array(happening, { maxLength: 8 }), async (happenings) => {
      const problem = await problemAfter(happenings, mutant, keeping);
      if (problem !== null) throw new Error(`${problem} after ${JSON.stringify(happenings)}`);
    }),
    { numRuns: runs, endOnFailure: true },
  );
  return details.failed ? String((details.errorInstance as Error | null)?.message) : null;
}
