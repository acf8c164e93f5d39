import { ownSecret } from "./own-secret.ts";

export interface EnrolAnswer {
  readonly status: number;
  /** Null when the host was enrolled. */
  readonly reason: string | null;
  readonly body: {
    readonly key?: { readonly id: string; readonly expiresAt: string | null };
    readonly executor?: { readonly name: string };
    readonly error?: { readonly reason: string; readonly message: string; readonly fields?: Record<string, string[]> };
  };
  /** All of the answer, as it came. */
  readonly text: string;
}

/** `POST /v1/enroll` as a host sends it, with a secret of its own unless one is given. */
export async function enrol(
  { url, address }: { readonly url: string; readonly address?: string },
  code: string | null,
  input: Record<string, unknown>,
): Promise<EnrolAnswer> {
  const { secretHash, hint } = ownSecret();
  const response = await fetch(`${url}/v1/enroll`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(code === null ? {} : { authorization: `Bearer ${code}` }),
      ...(address === undefined ? {} : { "x-forwarded-for": address }),
    },
    body: JSON.stringify({ kind: "agent", version: "1.0.0", secretHash, hint, ...input }),
  });
  const text = await response.text();
  const body = JSON.parse(text) as EnrolAnswer["body"];
  return { status: response.status, reason: body.error?.reason ?? null, body, text };
}
