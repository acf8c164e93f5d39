import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useMayManageKeys } from "../../../server/account.ts";
import { api } from "../../../server/api.ts";
import { usePollInterval } from "../../../server/live/live-state.ts";
import { Button } from "../../../ui/button.tsx";
import { Callout } from "../../../ui/callout.tsx";
import type { LockedOutCodesView } from "./locked-out-codes.ts";

const LockedOutDialog = lazy(() => import("./locked-out-dialog.tsx"));
const LockedOutCodesDialog = lazy(() => import("./locked-out-codes-dialog.tsx"));

const ASK_EVERY_MS = 10_000;

/** Above the executors: how many of them present keys that this server does not know, as after a restore. */
export function LockedOutNotice() {
  const [isOpen, setOpen] = useState(false);
  const [made, setMade] = useState<LockedOutCodesView | null>(null);
  const mayManage = useMayManageKeys();
  const refetchInterval = usePollInterval(ASK_EVERY_MS);
  const { data } = useQuery(api.executors.lockedOut.queryOptions(undefined, { refetchInterval }));
  const total = data?.total ?? 0;
  const forget = () => {
    for (const { secret } of made ?? []) secret.forget();
    setMade(null);
  };
  return (
    <>
      {total > 0 && (
        <div className="px-4 pt-3">
          <Callout tone="caution">
            <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
              <p>
                <span className="font-medium">
                  {total === 1
                    ? "1 executor is locked out."
                    : `${total.toLocaleString("en")} executors are locked out.`}
                </span>{" "}
                {total === 1 ? "It presents a key" : "They present keys"} that this server does not know, as after a
                restore from an older backup.
              </p>
              <Button onClick={() => setOpen(true)}>Show them…</Button>
            </div>
          </Callout>
        </div>
      )}
      <Suspense>
        {isOpen && data !== undefined && (
          <LockedOutDialog
            lockedOut={data}
            mayManage={mayManage}
            onClose={() => setOpen(false)}
            onMade={(codes) => {
              setOpen(false);
              setMade(codes);
            }}
          />
        )}
        {made !== null && <LockedOutCodesDialog codes={made} onStored={forget} />}
      </Suspense>
    </>
  );
}
