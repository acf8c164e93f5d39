import { ORGANIZATION_HEADER } from "@excalibur/api/contract";
import { ADMIN } from "./start-server.ts";

/**
 * Calls procedures outside of the page under test, as the admin or as another user.
 * @param organizationId the organization that the calls name; without one they name none.
 */
export async function adminCalls(
  url: string,
  { email, password }: { email: string; password: string } = ADMIN,
  organizationId?: string,
) {
  const signedIn = await fetch(`${url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((header) => header.split(";")[0])
    .join("; ");
  const headers = { cookie, ...(organizationId === undefined ? {} : { [ORGANIZATION_HEADER]: organizationId }) };

  const mutate = async <Answer>(path: string, input: unknown): Promise<Answer> => {
    const response = await fetch(`${url}/trpc/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ json: input }),
    });
    const body = (await response.json()) as { result?: { data: { json: Answer } } };
    if (body.result === undefined) throw new Error(`${path} was refused: ${JSON.stringify(body)}`);
    return body.result.data.json;
  };
  const query = async <Answer>(path: string, input: unknown): Promise<Answer> => {
    const asked = encodeURIComponent(JSON.stringify({ json: input }));
    const response = await fetch(`${url}/trpc/${path}?input=${asked}`, { headers });
    const body = (await response.json()) as { result: { data: { json: Answer } } };
    return body.result.data.json;
  };
  return {
    mutate,
    query,
    listKeys: (search: string) => query<{ items: { id: string }[] }>("apiKeys.list", { search }),
    createKey: (name: string) =>
      mutate<{ key: { id: string }; secret: string }>("apiKeys.create", { name, target: { kind: "newExecutor" } }),
    revokeKey: (id: string) => mutate("apiKeys.revoke", { id }),
    deleteKey: (id: string) => mutate("apiKeys.delete", { id }),
  };
}
