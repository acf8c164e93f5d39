import { Callout } from "../../ui/callout.tsx";

/** Says that a secret could not be taken along, and what to do instead. */
export function KeepFailed({ what }: { what: "copied" | "saved" | null }) {
  if (what === null) return null;
  return (
    <Callout tone="danger" urgent>
      The key could not be {what}. Select it above and copy it by hand.
    </Callout>
  );
}
