import { ownSecret } from "./own-secret.ts";

const SOME_KEY = "key_01jx5v7m2q8r9s0t1v2w3x4y5z";

/** A sync with a key that the server does not know, by an executor that says which organization accepted it before. */
export async function presentUnknownKey(
  { url }: { readonly url: string },
  name: string,
  { organizationId, keyId = SOME_KEY }: { organizationId: string | null; keyId?: string },
): Promise<{ status: number; headers: string[]; body: string }> {
  const response = await fetch(`${url}/v1/sync`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${ownSecret().secret}`,
      ...(organizationId === null ? {} : { "excalibur-last-accepted": `${organizationId}/${keyId}` }),
    },
    body: JSON.stringify({ name, kind: "agent", version: "1.0.0", host: `${name}.example` }),
  });
  return { status: response.status, headers: [...response.headers.keys()], body: await response.text() };
}
