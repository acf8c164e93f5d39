import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { StateStorage } from "../credential/kept-key.ts";
import type { KubernetesApi } from "../configuration/choose-state.ts";
import { patchSecret, readSecret, type SecretPlace } from "./call-api.ts";
import { SERVICE_ACCOUNT } from "./service-account.ts";

interface FieldPlace {
  readonly secret: string;
  readonly api: KubernetesApi;
  readonly executorName: string;
  /** Where the key is mounted, and beside it the other fields of its Secret; null when it comes from elsewhere. */
  readonly mountedKey: string | null;
  /** Folder of the service account; the default is where Kubernetes mounts it. */
  readonly account?: string;
}

/**
 * Keeps what an executor renews in a field of a Kubernetes Secret, named after the executor. One renewal is one PATCH. The field
 * with the person's key is left alone, so that tools that manage it find it as they left it.
 */
export function secretField({ secret, api, executorName, mountedKey, account }: FieldPlace): StateStorage {
  const place: SecretPlace = { api, secret, account: account ?? SERVICE_ACCOUNT };
  const field = `${executorName}.renewed`;
  const set = async (text: string) =>
    void (await patchSecret(place, { [field]: Buffer.from(text).toString("base64") }));
  return {
    name: `the Secret ${secret}`,
    storesAdoption: false,
    async load() {
      try {
        const value = (await readSecret(place))[field];
        return { kind: "read", text: value === undefined ? null : Buffer.from(value, "base64").toString("utf8") };
      } catch {
        // The API is away. What is mounted may be a minute old; it is looked for again.
        return { kind: "away", text: mountedKey === null ? null : await readMounted(join(dirname(mountedKey), field)) };
      }
    },
    store: set,
    // A change of nothing: the cluster judges it like any other.
    probe: async () => void (await patchSecret(place, {})),
    lifetimeProblem: () => Promise.resolve(null),
  };
}

async function readMounted(path: string): Promise<string | null> {
  return readFile(path, "utf8").catch(() => null);
}
