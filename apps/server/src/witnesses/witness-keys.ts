import type { WitnessKeys } from "@excalibur/api/server";
import { openCosigned } from "./cosignature.ts";
import { readWitnessKey } from "./witness-key.ts";

/** Reads keys and signatures of witnesses in the forms of C2SP's signed-note and tlog-cosignature. */
export const witnessKeys: WitnessKeys = {
  nameOf: (key) => readWitnessKey(key)?.name ?? null,
  open: (note, key) => {
    const read = readWitnessKey(key);
    return read === null ? null : openCosigned(note, read);
  },
};
