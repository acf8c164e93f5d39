import { z } from "zod";
import { resourceId, text } from "./fields.ts";

/** Co-signed heads that are kept of each witness, the latest ones. */
export const KEPT_COSIGNED_HEADS = 20;

export const addWitnessInput = z.strictObject({
  /** As `excalibur-audit witness-key` shows it. */
  key: text()
    .trim()
    .max(200, "A witness's key has at most 200 characters.")
    .regex(/^[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}$/, "Paste the whole key: name+00000000+…"),
});

export const witnessIdInput = z.strictObject({ id: resourceId("wit") });

export const cosignInput = z.strictObject({
  /** A signed note of C2SP: a checkpoint of this organization's audit log with the cosignature of one of its witnesses. */
  note: text().max(2_000, "A co-signed checkpoint has at most 2,000 characters."),
});

export type AddWitnessInput = z.infer<typeof addWitnessInput>;

/** A head that a witness has co-signed. */
export interface CosignedHeadView {
  sequence: number;
  /** When the witness signed it, by its own clock. */
  at: Date;
}

/** A witness of the organization's audit log. */
export interface WitnessView {
  id: string;
  /** What it signs by. */
  name: string;
  /** The whole key, as it was registered. */
  key: string;
  createdAt: Date;
  createdBy: { id: string; name: string };
  /** The last head that it has co-signed; null: none yet. */
  latest: CosignedHeadView | null;
}

/** What became of a co-signed head. */
export interface CosignedAnswer {
  witness: { id: string; name: string };
  sequence: number;
  /**
   * Whether the log has this row. If not, the log was wound back or written again: the head is kept, and every verification
   * names the row.
   */
  isInLog: boolean;
}
