import type { RevocationReceipt } from "@excalibur/api/contract";
import { format } from "date-fns";

/** What a receipt says: since when a revoked key is refused, and by how many servers that is confirmed. */
export function describeReceipt({ enforcedAt, acknowledged, expiredLeases }: RevocationReceipt): string {
  const since = `Refused everywhere since ${format(enforcedAt, "HH:mm:ss")}`;
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
