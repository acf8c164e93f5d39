import type { ResolvedSettings } from "./resolve-settings.ts";

/** Where a key is kept that has taken the place of the one in the key's source. */
export type StateChoice =
  | { readonly kind: "folder"; readonly path: string }
  | { readonly kind: "kubernetesSecret"; readonly secret: string; readonly api: KubernetesApi };

/** Where pods find the API of their cluster. */
export interface KubernetesApi {
  readonly host: string;
  readonly port: string;
}

export interface ChosenState {
  readonly choice: StateChoice;
  readonly origin: string;
}

interface StateSources {
  readonly settings: ResolvedSettings;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What is set of the API's address, as Kubernetes sets it in each pod. */
export function kubernetesApi(environment: StateSources["environment"]): KubernetesApi | null {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = environment;
  return host && port ? { host, port } : null;
}

/**
 * Chooses where renewed keys are kept: in a Secret or a folder that was set, else in what systemd calls `StateDirectory`.
 * @returns null when there is no such place: the key file itself is replaced then
 */
export function chooseState({ settings, environment }: StateSources): ChosenState | null {
  const [secret, folder] = [settings["kubernetes-secret"], settings["state-dir"]];
  const api = kubernetesApi(environment);
  if (secret !== undefined && api !== null) {
    return { choice: { kind: "kubernetesSecret", secret: secret.value, api }, origin: secret.origin };
  }
  if (folder !== undefined) return { choice: { kind: "folder", path: folder.value }, origin: folder.origin };
  // A unit with several of them gets all their paths.
  const [ofSystemd] = (environment["STATE_DIRECTORY"] ?? "").split(":");
  if (!ofSystemd) return null;
  return { choice: { kind: "folder", path: ofSystemd }, origin: "StateDirectory of systemd" };
}
