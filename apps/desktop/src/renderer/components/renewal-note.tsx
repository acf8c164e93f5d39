import type { ExecutorView } from "@excalibur/api/contract";
import { classNames } from "../ui/class-names.ts";
import { describeRenewal } from "./describe-renewal.ts";

/** Where the renewal of an executor's key stands, in small letters below its name or key. */
export function RenewalNote({
  renewal = null,
  pendingKey = null,
}: Partial<Pick<ExecutorView, "renewal" | "pendingKey">>) {
  const described = describeRenewal({ renewal, pendingKey });
  if (described === null) return null;
  const { text, isTrouble } = described;
  return (
    <span title={text} className={classNames("max-w-full truncate text-xs", isTrouble ? "text-caution" : "text-muted")}>
      {text}
    </span>
  );
}
