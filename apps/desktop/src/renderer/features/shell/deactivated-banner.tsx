import type { AccountView } from "@excalibur/api/contract";
import { Callout } from "../../ui/callout.tsx";
import { exactTime } from "../../time/relative-time.ts";

/** A deactivated organization refuses every sync and every change. */
export function DeactivatedBanner({ organization }: { organization: AccountView["organization"] | undefined }) {
  if (organization?.deactivatedAt == null) return null;
  return (
    <section aria-label="State of the organization" className="p-3 pb-0">
      <Callout tone="caution">
        <span className="font-medium">{organization.name} is deactivated</span> since{" "}
        {exactTime(organization.deactivatedAt)}. Its executors are refused and nothing can be changed until an owner
        reactivates it.
      </Callout>
    </section>
  );
}
