import { fixedKey, type CredentialSource } from "../credential/credential-source.ts";
import { keyFromDescriptor } from "../credential/key-descriptor.ts";
import { keyFile } from "../credential/key-file.ts";
import type { KeyChoice } from "./choose-key-source.ts";

/** Opens the place that was chosen for the key. */
export function openKeySource(choice: KeyChoice, watchIntervalMs: number): CredentialSource {
  switch (choice.kind) {
    case "environment":
      return fixedKey(choice.key, "the variable EXCALIBUR_API_KEY");
    case "descriptor":
      return keyFromDescriptor(choice.descriptor);
    case "file":
      return keyFile(choice.path, { guarded: choice.guarded, watchIntervalMs });
  }
}
