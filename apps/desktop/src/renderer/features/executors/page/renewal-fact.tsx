import type { ExecutorView } from "@excalibur/api/contract";
import { cannotRenewLabel } from "../../../components/cannot-renew-labels.ts";
import { Instant } from "../../../time/instant.tsx";
import { Fact } from "../../../ui/facts.tsx";

/** That the executor is told to renew its key, and what is in the way. */
export function RenewalFact({ renewal }: { renewal: NonNullable<ExecutorView["renewal"]> }) {
  const { askedFrom, cannotRenew, contestedAt } = renewal;
  return (
    <Fact name="Renewal">
      {askedFrom === null ? (
        "asked for by the policy"
      ) : (
        <>
          asked for <Instant at={askedFrom} />
        </>
      )}
      {cannotRenew !== null && (
        <span className="block text-caution">
          It can’t begin: {cannotRenewLabel(cannotRenew)}. The key that it has stays good.
        </span>
      )}
      {contestedAt !== null && (
        <span className="block text-caution">
          A second secret was offered <Instant at={contestedAt} />: another host may have its key. Revoke the key if you
          do not know that host.
        </span>
      )}
    </Fact>
  );
}
