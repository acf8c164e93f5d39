import type { ApiKeyView } from "@excalibur/api/contract";
import { Instant } from "../../../time/instant.tsx";
import { Fact } from "../../../ui/facts.tsx";

/** Where the renewal of a key stands, and that it came of one. */
export function RenewalFacts({ apiKey: { renewing, unused, renewedAt, usedBy } }: { apiKey: ApiKeyView }) {
  return (
    <>
      {renewing > 0 && (
        <Fact name="Renewal">
          asked for; {renewing === usedBy.total ? "" : `${renewing} of `}
          {usedBy.total === 1 ? "its executor has" : `its ${usedBy.total} executors have`} not moved to a new key yet
        </Fact>
      )}
      {unused !== null && (
        <Fact name="Renewal">
          made by {unused.executorName}, which has not used it yet; it ends <Instant at={unused.until} /> unless it is
          used
        </Fact>
      )}
      {renewedAt !== null && (
        <Fact name="Last renewal">
          <Instant at={renewedAt} />: its executor has made it and moved to it
        </Fact>
      )}
    </>
  );
}
