import { expect, onTestFinished, test } from "vitest";
import { accepted, page, refusal, type Answer } from "../../test/answers.ts";
import { FIRST_KEY, SECOND_KEY } from "../../test/keys.ts";
import { ManualClock, flushMicrotasks } from "../../test/manual-clock.ts";
import type { CredentialSource } from "../credential/credential-source.ts";
import { readKey } from "../credential/key-problem.ts";
import type { SyncFetch } from "../sync/sync-fetch.ts";
import { connectExecutor, type ConnectOptions } from "./connect-executor.ts";
import type { ExecutorConnection } from "./executor-connection.ts";

/** A source whose text a test changes. */
class ChangingSource implements CredentialSource {
  readonly sourceName = "the key file /k";
  text = FIRST_KEY;
  reads = 0;
  changed = (): void => {};

  read() {
    this.reads += 1;
    return Promise.resolve(readKey(this.text));
  }

  watch(onChange: () => void): void {
    this.changed = onChange;
  }
}

/** An executor with time, network and key in the test's hands. */
class Scene {
  readonly clock = new ManualClock();
  readonly source = new ChangingSource();
  /** Keys presented, in order. */
  readonly presented: string[] = [];
  readonly events: string[] = [];
  /** Null: never answers. An error: no way there. */
  answer: (secret: string) => Answer | Error | null = () => accepted();
  readonly connection: ExecutorConnection;

  constructor(options: Partial<ConnectOptions> = {}) {
    this.connection = connectExecutor({
      url: "https://excalibur.test",
      name: "prod-1",
      kind: "agent",
      version: "1.0.0",
      credential: this.source,
      clock: this.clock,
      random: () => 0.5,
      fetch: this.#fetch,
      ...options,
    });
    const { connection } = this;
    connection.on("online", ({ attempts }) => this.events.push(`online after ${attempts}`));
    connection.on("refused", ({ reason }) => this.events.push(`refused: ${reason}`));
    connection.on("unreachable", ({ cause }) => this.events.push(`unreachable: ${cause}`));
    connection.on("credentialChanged", () => this.events.push("credentialChanged"));
    connection.on("credentialUnusable", ({ problem }) => this.events.push(`credentialUnusable: ${problem}`));
    connection.on("rebound", ({ answer }) => this.events.push(`rebound: ${answer.key.id}`));
    connection.on("ended", ({ kind }) => this.events.push(`ended: ${kind}`));
    onTestFinished(() => connection.stop());
  }

  readonly #fetch: SyncFetch = async (_url, { headers, signal }) => {
    const secret = (headers["authorization"] ?? "").replace("Bearer ", "");
    this.presented.push(secret);
    const answer = this.answer(secret);
    if (answer === null) await new Promise((_, reject) => signal.addEventListener("abort", reject));
    if (answer instanceof Error || answer === null) throw answer ?? new Error("aborted");
    const get = (name: string) => answer.headers?.[name] ?? null;
    return { status: answer.status, headers: { get }, text: () => Promise.resolve(answer.body) };
  };

  /** Syncs during this time. */
  async syncsIn(ms: number): Promise<number> {
    const before = this.presented.length;
    await this.clock.pass(ms);
    return this.presented.length - before;
  }
}

const MINUTE = 60_000;
const refused = Object.assign(new Error("refused"), { code: "ECONNREFUSED" });

test("syncs at the interval the server asks for, and reports once that it is online", async () => {
  const scene = new Scene();
  expect(await scene.syncsIn(20_000)).toBe(5);
  scene.answer = () => accepted({ nextSyncInMs: 10_000 });
  await scene.clock.pass(10_000);
  expect(await scene.syncsIn(100_000)).toBe(10);
  expect(scene.events).toEqual(["online after 1"]);
  expect(scene.connection.status).toMatchObject({ state: "online", trouble: null });
});

test("sends the same instance at every sync, and another one in another process", async () => {
  const bodies: string[] = [];
  const fetch: SyncFetch = async (_, { body }) => {
    bodies.push(body);
    return { status: 200, headers: { get: () => null }, text: () => Promise.resolve(accepted().body) };
  };
  const first = new Scene({ fetch });
  await first.clock.pass(12_000);
  await new Scene({ fetch }).clock.pass(0);
  const instances = bodies.map((body) => (JSON.parse(body) as { instanceId: string }).instanceId);
  expect(instances).toHaveLength(4);
  expect(new Set(instances).size).toBe(2);
  expect(instances[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
});

test("a server that is away for an hour is tried about twice a minute, reported once, and found again", async () => {
  const scene = new Scene();
  await scene.clock.pass(0);
  scene.answer = () => refused;
  const attempts = await scene.syncsIn(60 * MINUTE);
  expect(attempts).toBeGreaterThan(60);
  expect(attempts).toBeLessThan(140);
  scene.answer = () => accepted();
  await scene.clock.pass(MINUTE);
  expect(scene.events).toEqual(["online after 1", "unreachable: no_connection", `online after ${attempts + 1}`]);
});

test("a server that never answers is given up after the timeout, and tried again", async () => {
  const scene = new Scene({ timeoutMs: 3000 });
  scene.answer = () => null;
  expect(await scene.syncsIn(3000)).toBe(1);
  expect(scene.events).toEqual(["unreachable: timeout"]);
  expect(await scene.syncsIn(5000)).toBe(2);
});

test("a clock that jumps, by a day or back by a year, changes nothing", async () => {
  const scene = new Scene();
  expect(await scene.syncsIn(10_000)).toBe(3);
  scene.clock.jumpMs = 86_400_000;
  expect(await scene.syncsIn(10_000)).toBe(2);
  scene.clock.jumpMs = -365 * 86_400_000;
  expect(await scene.syncsIn(10_000)).toBe(2);
  expect(scene.events).toEqual(["online after 1"]);
});

test.each<[string, Answer, string]>([
  ["500", page(500), "server_fault"],
  ["a proxy's page with 401", page(401), "foreign_answer"],
  ["that its database is away", refusal("unavailable"), "unavailable"],
])("a server that answers %s takes no key away: no reading again, no end", async (_, answer, cause) => {
  const scene = new Scene({ exitOnRefusal: true });
  scene.answer = () => answer;
  expect(await scene.syncsIn(10 * MINUTE)).toBeLessThan(40);
  expect([scene.events, scene.source.reads]).toEqual([[`unreachable: ${cause}`], 1]);
});

test("Retry-After is waited for", async () => {
  const scene = new Scene();
  scene.answer = () => refusal("rate_limited", { "retry-after": "300" });
  expect(await scene.syncsIn(299_000)).toBe(1);
  expect(await scene.syncsIn(2000)).toBe(1);
});

test("a revoked key is read again once, then tried once a minute", async () => {
  const scene = new Scene();
  await scene.clock.pass(0);
  scene.answer = () => refusal("key_revoked");
  await scene.clock.pass(5000);
  expect(scene.source.reads).toBe(2);
  expect(await scene.syncsIn(10 * MINUTE)).toBe(10);
  expect(scene.events).toEqual(["online after 1", "refused: key_revoked"]);
  expect(scene.connection.status.trouble?.code).toBe("key_revoked");
});

test("a paused key is tried once a minute, and within a second of the end of its pause", async () => {
  const scene = new Scene({ exitOnRefusal: true });
  await scene.clock.pass(0);
  scene.answer = () => refusal("key_paused", { "retry-after": "150" });
  expect(await scene.syncsIn(5000)).toBe(1);
  scene.answer = () => refusal("key_paused", { "retry-after": "90" });
  expect(await scene.syncsIn(MINUTE)).toBe(1);
  scene.answer = () => refusal("key_paused", { "retry-after": "30" });
  expect(await scene.syncsIn(MINUTE)).toBe(1);
  scene.answer = () => accepted();
  expect(await scene.syncsIn(31_000)).toBe(1);
  expect(scene.events).toEqual(["online after 1", "refused: key_paused", "online after 4"]);
});

test("another reason to refuse is reported, a repeated one is not", async () => {
  const scene = new Scene();
  scene.answer = () => refusal("key_revoked");
  await scene.clock.pass(3 * MINUTE);
  scene.answer = () => refusal("key_unknown");
  await scene.clock.pass(3 * MINUTE);
  expect(scene.events).toEqual(["refused: key_revoked", "refused: key_unknown"]);
});

test("a key that was replaced unnoticed is found at the refusal: not one line about it, no wait", async () => {
  const scene = new Scene();
  await scene.clock.pass(0);
  scene.source.text = SECOND_KEY;
  scene.answer = (secret) =>
    secret === FIRST_KEY ? refusal("key_revoked") : accepted({ key: { id: "key_2", expiresAt: null } });
  await scene.clock.pass(5000);
  expect(scene.presented).toEqual([FIRST_KEY, FIRST_KEY, SECOND_KEY]);
  expect(scene.events).toEqual(["online after 1", "credentialChanged", "rebound: key_2"]);
});

test("a source that holds a different bad key at each look causes no tight loop", async () => {
  const scene = new Scene();
  scene.answer = () => refusal("key_unknown");
  scene.source.read = () => {
    scene.source.reads += 1;
    return Promise.resolve(readKey(scene.source.reads % 2 === 0 ? FIRST_KEY : SECOND_KEY));
  };
  expect(await scene.syncsIn(10 * MINUTE)).toBeLessThanOrEqual(22);
});

test("a key replaced while the old one is refused is used at once", async () => {
  const scene = new Scene();
  scene.answer = (secret) => (secret === FIRST_KEY ? refusal("key_revoked") : accepted());
  await scene.clock.pass(10_000);
  scene.source.text = SECOND_KEY;
  scene.source.changed();
  await flushMicrotasks();
  expect(scene.presented).toEqual([FIRST_KEY, SECOND_KEY]);
  expect(scene.connection.status.state).toBe("online");
});

test("a key replaced while it is being refused is not missed", async () => {
  const scene = new Scene({ timeoutMs: 60_000 });
  scene.answer = () => null;
  await scene.clock.pass(0);
  scene.source.text = SECOND_KEY;
  scene.source.changed();
  await flushMicrotasks();
  scene.answer = (secret) => (secret === SECOND_KEY ? accepted() : refusal("key_revoked"));
  await scene.clock.pass(60_000);
  expect(scene.presented).toEqual([FIRST_KEY, SECOND_KEY]);
});

test("a source that goes bad replaces no good key, and is reported once", async () => {
  const scene = new Scene();
  await scene.clock.pass(0);
  for (const text of ["", "nonsense", FIRST_KEY.slice(0, 30)]) {
    scene.source.text = text;
    scene.source.changed();
    expect(await scene.syncsIn(10_000)).toBe(2);
  }
  scene.source.text = SECOND_KEY;
  scene.source.changed();
  await flushMicrotasks();
  expect(scene.presented.at(-1)).toBe(SECOND_KEY);
  expect(scene.events).toEqual(["online after 1", "credentialUnusable: it is empty", "credentialChanged"]);
});

test("ends at a refusal if asked to, after a second look at the key", async () => {
  const scene = new Scene({ exitOnRefusal: true });
  scene.answer = () => refusal("key_expired");
  await scene.clock.pass(0);
  expect(await scene.connection.finished).toMatchObject({ kind: "refused", reason: "key_expired" });
  expect([scene.presented.length, scene.source.reads]).toEqual([1, 2]);
  expect(scene.events).toEqual(["refused: key_expired", "ended: refused"]);
});

test("ends when the server can't use its input, but not when it could before", async () => {
  const invalid = { status: 400, body: '{"error":{"reason":"invalid_input","message":"Bad version."}}' };
  const scene = new Scene();
  scene.answer = () => invalid;
  await scene.clock.pass(0);
  expect(await scene.connection.finished).toEqual({ kind: "invalidInput", message: "Bad version." });

  const later = new Scene();
  await later.clock.pass(0);
  later.answer = () => invalid;
  await later.clock.pass(MINUTE);
  later.answer = () => accepted();
  await later.clock.pass(MINUTE);
  expect(later.connection.status.state).toBe("online");
});

test("ends without a single call when there is no key to begin with", async () => {
  const scene = new Scene({ credential: "exc_typo" });
  expect(await scene.connection.finished).toMatchObject({ kind: "credentialUnusable" });
  expect(scene.presented).toEqual([]);
});

test("stops in the middle of a call and in the middle of a wait", async () => {
  const calling = new Scene();
  calling.answer = () => null;
  await calling.clock.pass(0);
  await calling.connection.stop();
  const waiting = new Scene();
  await waiting.clock.pass(1000);
  await waiting.connection.stop();
  expect([calling.events, waiting.events]).toEqual([["ended: stopped"], ["online after 1", "ended: stopped"]]);
  expect(await waiting.syncsIn(MINUTE)).toBe(0);
});

test("printing a connection prints no key", async () => {
  const scene = new Scene();
  await scene.clock.pass(10_000);
  const { inspect } = await import("node:util");
  expect(inspect(scene.connection, { depth: 20, showHidden: true }) + JSON.stringify(scene.connection)).not.toContain(
    FIRST_KEY,
  );
});
