import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EXIT_UNUSABLE } from "../verify-export.ts";
import { publicKeyOf, WITNESS_NAME, writeWitnessKey } from "../../witnesses/witness-key.ts";
import { replaceFile } from "./replace-file.ts";
import { WitnessFailure } from "./witness-failure.ts";

/** Who signs. */
export interface Signer {
  readonly name: string;
  readonly privateKey: KeyObject;
  /** As an owner registers it. */
  readonly key: string;
}

const KEY_FILE = "witness-key.json";

/** Makes the key of a witness in its folder (0700), unless it is there. @throws WitnessFailure. */
export function makeSigner(folder: string, name: string): Signer {
  if (!WITNESS_NAME.test(name)) {
    throw new WitnessFailure(
      EXIT_UNUSABLE,
      "A witness's name has 1 to 100 visible ASCII characters without + and spaces.",
    );
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!existsSync(join(folder, KEY_FILE))) {
    const privateKey = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    replaceFile(join(folder, KEY_FILE), JSON.stringify({ name, privateKey }));
  }
  const signer = readSigner(folder);
  if (signer.name === name) return signer;
  throw new WitnessFailure(
    EXIT_UNUSABLE,
    `The folder ${folder} has the key of the witness ${signer.name}, not of ${name}.`,
  );
}

/** The key in a witness's folder. @throws WitnessFailure. */
export function readSigner(folder: string): Signer {
  try {
    const { name, privateKey } = JSON.parse(readFileSync(join(folder, KEY_FILE), "utf8")) as Record<string, string>;
    const key = createPrivateKey(privateKey ?? "");
    return {
      name: name ?? "",
      privateKey: key,
      key: writeWitnessKey({ name: name ?? "", publicKey: publicKeyOf(key) }),
    };
  } catch {
    const words = `The folder ${folder} has no key of a witness. Make one: excalibur-audit witness-key ${folder} --name NAME`;
    throw new WitnessFailure(EXIT_UNUSABLE, words);
  }
}
