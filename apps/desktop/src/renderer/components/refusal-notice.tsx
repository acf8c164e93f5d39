import { SYNC_REFUSALS, type ApiKeyView } from "@excalibur/api/contract";
import { RelativeTime } from "../time/time-text.tsx";
import { Callout } from "../ui/callout.tsx";

/** Says that an executor came with a key and was refused, why, and so what to do. */
export function RefusalNotice({ refusal }: { refusal: NonNullable<ApiKeyView["lastRefusal"]> }) {
  return (
    // The key itself is good where only the name is another one.
    <Callout tone={refusal.reason === "key_bound_to_other_executor" ? "caution" : "danger"}>
      <span className="font-medium">{refusal.executorName} was refused</span> <RelativeTime at={refusal.at} />.{" "}
      {SYNC_REFUSALS[refusal.reason].message}
    </Callout>
  );
}

/** How a key was refused, unless an executor has synced with it since. */
export function latestRefusal({ lastRefusal, lastUsedAt }: ApiKeyView): ApiKeyView["lastRefusal"] {
  return lastRefusal !== null && (lastUsedAt === null || lastUsedAt < lastRefusal.at) ? lastRefusal : null;
}
