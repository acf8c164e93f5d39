import type https from "node:https";
import type { KubernetesApi } from "../configuration/choose-state.ts";
import { StorageRefusal } from "../credential/storage-problem.ts";
import { nodeHttps } from "../sync/node-http.ts";
import { readServiceAccount, type ServiceAccount } from "./service-account.ts";

/** Milliseconds that one call may take: an executor says within 10 s why it begins no renewal. */
const TIMEOUT_MS = 3_000;

/** A Secret may hold 1 MiB, and base64 makes a third more of it. */
const MAX_BODY_BYTES = 2 * 1024 * 1024;

export interface SecretPlace {
  readonly api: KubernetesApi;
  /** Folder of the service account. */
  readonly account: string;
  /** Name of the Secret, which is in the pod's own namespace. */
  readonly secret: string;
}

/** The fields of a Secret, as the API has them: in base64. */
export type SecretData = Readonly<Record<string, string>>;

/** Reads the Secret. @throws StorageRefusal */
export function readSecret(place: SecretPlace): Promise<SecretData> {
  return callApi(place, "GET", null);
}

/** Sets fields of the Secret, and leaves the others as they are. @throws StorageRefusal */
export function patchSecret(place: SecretPlace, data: SecretData): Promise<SecretData> {
  return callApi(place, "PATCH", JSON.stringify({ data }));
}

async function callApi(place: SecretPlace, method: "GET" | "PATCH", body: string | null): Promise<SecretData> {
  const account = await readServiceAccount(place.account).catch((error: NodeJS.ErrnoException) => {
    throw new StorageRefusal(
      "secret_not_writable",
      `the pod has no token of a service account (${error.code ?? "unknown error"} at ${place.account}): set automountServiceAccountToken: true`,
    );
  });
  const answer = await send(place, account, { method, body });
  if (answer.status !== 200) throw refusal(place.secret, account.namespace, answer.status);
  return (parseObject(answer.body)["data"] ?? {}) as SecretData;
}

interface Call {
  readonly method: "GET" | "PATCH";
  readonly body: string | null;
}

function send(
  { api, secret }: SecretPlace,
  { token, ca, namespace }: ServiceAccount,
  { method, body }: Call,
): Promise<{ status: number; body: string }> {
  const options: https.RequestOptions = {
    method,
    host: api.host,
    port: api.port,
    path: `/api/v1/namespaces/${namespace}/secrets/${secret}?fieldManager=excalibur-executor`,
    ca,
    // One call in weeks: nothing is kept open for the next.
    agent: false,
    signal: AbortSignal.timeout(TIMEOUT_MS),
    headers: {
      authorization: `Bearer ${token}`,
      accept: "application/json",
      ...(body === null
        ? {}
        : { "content-type": "application/merge-patch+json", "content-length": Buffer.byteLength(body) }),
    },
  };
  return new Promise((resolve, reject) => {
    const sent = nodeHttps().request(options, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > MAX_BODY_BYTES) response.destroy(new Error("the answer is too large"));
        else chunks.push(chunk);
      });
      response.once("end", () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") }),
      );
      response.once("error", (error) => reject(unanswered(api, error)));
    });
    sent.once("error", (error) => reject(unanswered(api, error)));
    sent.end(body ?? undefined);
  });
}

function refusal(secret: string, namespace: string, status: number): StorageRefusal {
  const which = `the Secret ${secret} in the namespace ${namespace}`;
  switch (status) {
    case 401:
      return new StorageRefusal("secret_not_writable", "the cluster does not accept the token of the pod (401)");
    case 403:
      return new StorageRefusal(
        "secret_not_writable",
        `the cluster does not let this pod change ${which} (403): give its service account a Role with 'get' and 'patch' for it`,
      );
    case 404:
      return new StorageRefusal("secret_not_writable", `there is no ${which.slice(4)} (404)`);
    case 422:
      return new StorageRefusal(
        "secret_not_writable",
        `the cluster does not take the change (422): ${which} may be immutable`,
      );
    case 409:
      return new StorageRefusal("storage_failed", `${which} was changed at the same time (409)`);
    default:
      return new StorageRefusal("storage_failed", `the API of the cluster answered ${status}`);
  }
}

function unanswered({ host, port }: KubernetesApi, error: Error): StorageRefusal {
  const { code } = error as NodeJS.ErrnoException;
  const why = error.name === "AbortError" || code === "ABORT_ERR" ? `no answer within ${TIMEOUT_MS / 1000} s` : code;
  return new StorageRefusal(
    "storage_failed",
    `the API of the cluster at ${host}:${port} is not reached: ${why ?? error.message}`,
  );
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
