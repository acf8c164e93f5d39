import { generateKeyPairSync, type KeyObject } from "node:crypto";
import type { Checkpoint } from "../../src/witnesses/checkpoint.ts";
import { cosign } from "../../src/witnesses/cosignature.ts";
import { publicKeyOf, writeWitnessKey } from "../../src/witnesses/witness-key.ts";

export interface TestWitness {
  readonly name: string;
  readonly privateKey: KeyObject;
  /** As an owner registers it. */
  readonly key: string;
}

export function makeWitness(name: string): TestWitness {
  const { privateKey } = generateKeyPairSync("ed25519");
  return { name, privateKey, key: writeWitnessKey({ name, publicKey: publicKeyOf(privateKey) }) };
}

/** One for tests that need any. */
export const TEST_WITNESS = makeWitness("witness.example.com/w1");
export const UNUSED_WITNESS_KEY = makeWitness("witness.example.com/unused").key;

/** A note that says that a witness has co-signed a checkpoint. */
export function cosignedBy(
  witness: TestWitness,
  checkpoint: Checkpoint,
  at = new Date("2026-06-01T12:00:00Z"),
): string {
  return cosign(checkpoint, witness, at);
}
