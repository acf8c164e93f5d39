import { fixedKey, type CredentialSource } from "../credential/credential-source.ts";
import { keptKey } from "../credential/kept-key.ts";
import { keyFromDescriptor } from "../credential/key-descriptor.ts";
import { keyFile } from "../credential/key-file.ts";
import { stateDirectory } from "../credential/state-directory.ts";
import { secretField } from "../kubernetes/secret-field.ts";
import type { KeyChoice } from "./choose-key-source.ts";
import type { StateChoice } from "./choose-state.ts";

/** Opens the place that was chosen for the key, with the place for its successors if there is one. */
export function openKeySource(
  { key, state, executorName }: { key: KeyChoice; state: StateChoice | null; executorName: string },
  watchIntervalMs: number,
): CredentialSource {
  const source = openSource(key, watchIntervalMs);
  if (state === null) return source;
  switch (state.kind) {
    case "folder":
      return keptKey(source, stateDirectory(state.path, executorName));
    case "kubernetesSecret": {
      const mountedKey = key.kind === "file" ? key.path : null;
      return keptKey(source, secretField({ ...state, executorName, mountedKey }));
    }
  }
}

function openSource(choice: KeyChoice, watchIntervalMs: number): CredentialSource {
  switch (choice.kind) {
    case "environment":
      return fixedKey(choice.key, "the variable EXCALIBUR_API_KEY");
    case "descriptor":
      return keyFromDescriptor(choice.descriptor);
    case "file":
      return keyFile(choice.path, { guarded: choice.guarded, watchIntervalMs });
  }
}
