import { createHash } from "node:crypto";
import { accepted, refusal } from "./answers.ts";
import { startScriptedServer, type Call, type ScriptedServer } from "./scripted-server.ts";

export const hashOf = (secret: string) => createHash("sha256").update(secret).digest("hex");
export const secretOf = ({ authorization }: Call) => authorization.replace("Bearer ", "");

export interface RenewingServer {
  readonly server: ScriptedServer;
  /** What `POST /v1/renew` was sent. */
  readonly renewals: { readonly secretHash: string; readonly hint: string }[];
  /** Whether answers ask for a renewal. */
  asks: boolean;
  /** Accepts a key that a person has made. */
  addKey(secret: string): void;
}

/** A real server that renews keys as Excalibur does: the first sync with a successor revokes the key that it renews. */
export async function startRenewingServer(firstKey: string): Promise<RenewingServer> {
  /** Hashes of good keys, with the hash of what each renews until it is used. */
  const keys = new Map<string, string | null>([[hashOf(firstKey), null]]);
  const ids = new Map([[hashOf(firstKey), "key_1"]]);
  const add = (hash: string, renews: string | null) => {
    keys.set(hash, renews);
    if (!ids.has(hash)) ids.set(hash, `key_${ids.size + 1}`);
  };
  const server = await startScriptedServer((call) => {
    const hash = hashOf(secretOf(call));
    const renewed = keys.get(hash);
    if (renewed === undefined) return refusal(ids.has(hash) ? "key_revoked" : "key_unknown");
    if (call.path === "/v1/renew") {
      const asked = call.input as unknown as (typeof renewing.renewals)[number];
      renewing.renewals.push(asked);
      add(asked.secretHash, hash);
      return { status: 200, body: JSON.stringify({ key: { id: ids.get(asked.secretHash) } }) };
    }
    if (renewed !== null) {
      keys.delete(renewed);
      keys.set(hash, null);
      renewing.asks = false;
    }
    const instructions = renewing.asks ? [{ kind: "of_tomorrow" }, { kind: "renew", keyId: ids.get(hash) }] : [];
    return accepted({ key: { id: ids.get(hash), expiresAt: null }, instructions });
  });
  const renewing: RenewingServer = { server, renewals: [], asks: true, addKey: (secret) => add(hashOf(secret), null) };
  return renewing;
}
