import { z } from "zod";
import type { AuditFilterInput } from "../contract/audit.ts";
import type { MemberRequest } from "../ports/services.ts";

/** A line at the end of an export: the last head that one witness has co-signed. */
const cosignedLine = z.strictObject({
  cosignedHead: z.strictObject({
    /** The witness's key, as it was registered. */
    key: z.string(),
    sequence: z.int().min(1),
    hash: z.string(),
    at: z.iso.datetime(),
    /** The signed note that says so. */
    note: z.string(),
  }),
});
export type CosignedLine = z.infer<typeof cosignedLine>["cosignedHead"];

/** Reads such a line. Null when it is another one. */
export function readCosignedLine(line: string): CosignedLine | null {
  if (!line.startsWith('{"cosignedHead":')) return null;
  try {
    return cosignedLine.safeParse(JSON.parse(line)).data?.cosignedHead ?? null;
  } catch {
    return null;
  }
}

/** The lines that end an export of the whole log, with their ends; none where the export is a part of it. */
export async function writeCosignedLines(
  { services: { data }, member }: MemberRequest,
  filter: AuditFilterInput,
): Promise<string> {
  const isWhole = member.role === "owner" && Object.values(filter).every((value) => value === undefined);
  if (!isWhole) return "";
  const heads = await data.witnesses.cosignedHeads(member.organization.id);
  const witnesses = await data.witnesses.list(member.organization.id);
  const lines = witnesses.flatMap(({ id, key }) => {
    const last = heads.findLast(({ witnessId }) => witnessId === id);
    if (last === undefined) return [];
    const { sequence, hash, at, note } = last;
    const cosignedHead: CosignedLine = { key, sequence, hash, at: at.toISOString(), note };
    return [`${JSON.stringify({ cosignedHead })}\n`];
  });
  return lines.join("");
}
