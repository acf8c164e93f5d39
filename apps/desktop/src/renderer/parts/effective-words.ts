import type { Effective } from "@excalibur/api/contract";
import { format } from "date-fns";

/** Since when a revoked key is refused, and by how many servers that is known: the promise of a revocation, in words. */
export function effectiveWords({ at, acknowledged, expiredLeases }: Effective): string {
  const since = `Refused everywhere since ${format(at, "HH:mm:ss")}`;
  const confirmed = acknowledged > 1 ? `; ${acknowledged} servers confirmed` : "";
  const silent =
    expiredLeases === 0
      ? ""
      : `; ${servers(expiredLeases)} did not answer and may accept no key until ${expiredLeases === 1 ? "it is" : "they are"} back in touch`;
  return `${since}${confirmed}${silent}.`;
}

function servers(count: number): string {
  return count === 1 ? "1 server" : `${count} servers`;
}
