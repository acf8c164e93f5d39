import { lazy, Suspense, useState } from "react";
import type { FleetCode } from "./fleet-code.ts";

const FleetCodeFormDialog = lazy(() => import("./fleet-code-form-dialog.tsx"));
const FleetCodeDialog = lazy(() => import("./fleet-code-dialog.tsx"));

/** Asks what a code for many hosts is to be like, then shows it the one time that it can be shown. */
export function FleetCodeDialogs({ isAsking, onClose }: { isAsking: boolean; onClose: () => void }) {
  const [made, setMade] = useState<FleetCode | null>(null);
  const show = (code: FleetCode) => {
    onClose();
    setMade(code);
  };
  const forget = () => {
    made?.secret.forget();
    setMade(null);
  };
  return (
    <Suspense>
      {isAsking && <FleetCodeFormDialog onClose={onClose} onMade={show} />}
      {made !== null && <FleetCodeDialog made={made} onClose={forget} />}
    </Suspense>
  );
}
