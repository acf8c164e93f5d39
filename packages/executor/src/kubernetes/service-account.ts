import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** Where Kubernetes mounts a pod's service account. */
export const SERVICE_ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";

/** What a pod presents to the API of its cluster. */
export interface ServiceAccount {
  /** The kubelet replaces it from time to time. */
  readonly token: string;
  /** The authority that has signed the API's certificate. */
  readonly ca: string;
  readonly namespace: string;
}

/** Reads it as it is now. @throws the file system's error. */
export async function readServiceAccount(folder: string): Promise<ServiceAccount> {
  const read = async (name: string) => readFile(join(folder, name), "utf8");
  const [token, ca, namespace] = await Promise.all([read("token"), read("ca.crt"), read("namespace")]);
  return { token: token.trim(), ca, namespace: namespace.trim() };
}
