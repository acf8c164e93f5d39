/** Where a request seems to come from, and what it carries. */
export interface Sender {
  readonly url: string;
  /** Of a server that trusts the proxy that this test is. */
  readonly address?: string;
  readonly cookie?: string;
}

export function sendPassword(sender: Sender, body: { email: string; password: string }): Promise<Response> {
  return post(sender, "/api/auth/sign-in/email", body);
}

export function sendCode(sender: Sender, kind: "totp" | "backup-code", code: string): Promise<Response> {
  return post(sender, `/api/auth/two-factor/verify-${kind}`, { code });
}

/** The reason of a refusal; "accepted" when it is none. */
export async function reasonIn(response: Response): Promise<string> {
  const body = (await response.json()) as { error?: { reason: string; message: string } } | null;
  return body?.error?.reason ?? (response.ok ? "accepted" : `status ${response.status}`);
}

/** The `Cookie` header that a browser would send next. */
export function cookiesOf(response: Response): string {
  const pairs = response.headers.getSetCookie().map((cookie) => cookie.split(";", 1)[0] ?? "");
  return pairs.filter((pair) => !pair.endsWith("=")).join("; ");
}

function post({ url, address, cookie }: Sender, path: string, body: unknown): Promise<Response> {
  return fetch(url + path, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(address === undefined ? {} : { "x-forwarded-for": address }),
      ...(cookie === undefined ? {} : { cookie }),
    },
    body: JSON.stringify(body),
  });
}
