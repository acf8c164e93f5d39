import { createHash, randomBytes } from "node:crypto";

/** Begins a login as the command does. @returns the code that it shows, and what the command is told later. */
export async function beginLogin(url: string): Promise<{ userCode: string; status: () => Promise<string> }> {
  const call = async (procedure: string, json: object) => {
    const response = await fetch(`${url}/trpc/logins.${procedure}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ json }),
    });
    const answer = (await response.json()) as { result: { data: { json: Record<string, string> } } };
    return answer.result.data.json;
  };
  const { deviceCode = "", userCode = "" } = await call("begin", {
    name: "ada@laptop",
    host: "laptop",
    scopes: ["keys:read", "keys:write"],
    expiresInDays: 90,
    secretHash: createHash("sha256").update(randomBytes(32)).digest("hex"),
    hint: "exm_a1B2",
  });
  return { userCode, status: async () => (await call("poll", { deviceCode }))["status"] ?? "" };
}
