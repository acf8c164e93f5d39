import type { InvalidationScope } from "@excalibur/api/server";
import type { EffectOf } from "./pending-effects.ts";

/**
 * What every server process has to forget because of a change; null: nothing.
 * @throws TypeError when it would be all keys of one organization and keys of another: no change is of two organizations.
 */
export function invalidationOf(effects: readonly EffectOf<"invalidate">[]): InvalidationScope | null {
  if (effects.length === 0) return null;
  const whole = effects.find(({ keyIds }) => keyIds === "all");
  if (whole === undefined) {
    return { keyIds: [...new Set(effects.flatMap(({ keyIds }) => (keyIds === "all" ? [] : keyIds)))] };
  }
  const { organizationId } = whole;
  if (effects.some((effect) => effect.organizationId !== organizationId)) {
    throw new TypeError("A change invalidates the keys of one organization");
  }
  return { organizationId };
}
