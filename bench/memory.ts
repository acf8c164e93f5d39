import { createHash, randomBytes } from "node:crypto";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { CredentialMemory } from "../apps/server/src/executor-authentication/credential-memory.ts";
import { BoundExecutors } from "../apps/server/src/executor-authentication/bound-executors.ts";
import { newId } from "../apps/server/src/identifiers.ts";
import { describeMachine } from "./machine.ts";
import { tableOf, type Section } from "./report.ts";

const ORGANIZATIONS = 100;

/** Megabytes that credentials in memory cost over none, as the server holds them: with no executor known, and with one each. */
export async function benchMemory(credentials: number): Promise<Section> {
  const rows = [
    ["no executor known", megabytesOf(credentials, false)],
    ["one executor each", megabytesOf(credentials, true)],
  ].map(([what, megabytes]) => [String(what), Number(megabytes).toFixed(1)]);
  const head = [`${credentials.toLocaleString("en")} credentials in memory`, "MB over an empty memory"];
  return { id: "memory", text: `${tableOf(head, rows)}\n\n${describeMachine()}` };
}

function megabytesOf(credentials: number, withExecutors: boolean): number {
  const memory = new CredentialMemory(credentials);
  const before = usedBytes();
  for (let index = 0; index < credentials; index++) remember(memory, index, withExecutors);
  const used = usedBytes() - before;
  if (memory.size !== credentials) throw new Error("Not every credential was kept.");
  return used / 1e6;
}

/** Every text is one of its own, as a database driver makes them. */
function remember(memory: CredentialMemory, index: number, withExecutor: boolean): void {
  const organization = index % ORGANIZATIONS;
  const executors = new BoundExecutors();
  if (withExecutor) {
    executors.set(ownText(`executor-${index}`), {
      id: ownText(newId("exe")),
      kind: ownText("agent"),
      version: ownText("1.4.0"),
      host: ownText(`host-${index}.internal`),
      instanceId: ownText("018f6a3e-7f2b-7c11-9d58-0d2f6a1b2c3d"),
      capabilities: null,
      cannotRenew: null,
      lastSeenAt: new Date(),
    });
  }
  const hash = createHash("sha256").update(randomBytes(32)).digest("hex");
  memory.endRead(memory.beginRead(true), hash, {
    keyId: ownText(newId("key")),
    organizationId: ownText(`org_01jx00000000000000000000${String(organization).padStart(2, "0")}`),
    organizationSlug: ownText(`organization-${organization}`),
    organizationDeactivatedAt: null,
    createdAt: new Date(Date.now() - index),
    expiresAt: index % 2 === 0 ? null : new Date(Date.now() + index),
    unusedEndsAt: null,
    renewAtPercent: null,
    revokedAt: null,
    pausedUntil: null,
    targetExecutorName: null,
    targetExecutorKind: null,
    revokePrevious: false,
    pendingFor: null,
    executors,
  });
}

function ownText(text: string): string {
  return Buffer.from(text).toString("latin1");
}

function usedBytes(): number {
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  collectGarbage();
  collectGarbage();
  return process.memoryUsage().heapUsed;
}
