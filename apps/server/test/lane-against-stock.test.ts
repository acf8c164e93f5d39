import superjson from "superjson";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exchangeRaw, parseAnswers } from "./harness/raw-exchange.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";
import { Random } from "./simulation/random.ts";

/** Connections at once. */
const AT_ONCE = 20;
const INPUT = { name: "exe-1", kind: "agent", version: "1.0.0" };
const BODY = JSON.stringify({ json: INPUT });
const CLOSING = "GET /healthz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";

/** What a client sends, in pieces, to one of the two paths: the lane's, or the stock adapter's, one question mark away. */
type Attack = (path: string) => readonly string[];

let server: TestServer;
let secret: string;

beforeAll(async () => {
  server = await startTestServer("sqlite");
  const owner = await server.signIn((await server.addOrganization("Acme")).owner);
  ({ secret } = await owner.trpc.apiKeys.create.mutate({ name: "k", target: { kind: "newExecutor" } }));
  // Known from before, so that both ways find the same.
  await owner.sync(secret, INPUT);
});
afterAll(() => server.close());

interface Parts {
  readonly line?: string;
  readonly headers?: readonly string[];
  readonly framing?: readonly string[];
  readonly body?: string;
}

/** One request as its bytes. */
function requestTo(path: string, { line, headers = [], framing, body = BODY }: Parts = {}): string {
  const lines = [
    line ?? `POST ${path} HTTP/1.1`,
    "host: a",
    "content-type: application/json",
    `authorization: Bearer ${secret}`,
    ...headers,
    ...(framing ?? [`content-length: ${Buffer.byteLength(body)}`]),
  ];
  return `${lines.join("\r\n")}\r\n\r\n${Buffer.from(body).toString("latin1")}`;
}

/** The answers to an attack, without what differs from one time to the next, and without how bodies are framed. */
async function answersTo(attack: Attack, path: string): Promise<unknown[]> {
  const answers = parseAnswers(await exchangeRaw(server.url, attack(path)));
  return answers.map(({ status, headers, body }) => {
    const { date: _date, "content-length": _length, "transfer-encoding": _encoding, ...rest } = headers;
    const same = body
      .replaceAll(/"serverTime":"[^"]+"/g, '"serverTime":"…"')
      .replaceAll(/"requestId":"[0-9a-f-]{36}"/g, '"requestId":"…"')
      .replaceAll(/"id":"exe_\w+"/g, '"id":"exe_…"');
    return { status, headers: rest, body: same };
  });
}

/** Sends each attack to both, some at once. @returns those that were answered differently. */
async function differencesAmong(attacks: Readonly<Record<string, Attack>>): Promise<string[]> {
  const waiting = Object.entries(attacks);
  const different: string[] = [];
  const work = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [what, attack] = next;
      const lane = await answersTo(attack, "/trpc/executor.sync");
      const stock = await answersTo(attack, "/trpc/executor.sync?");
      if (JSON.stringify(lane) !== JSON.stringify(stock)) {
        different.push(`${what}\n  lane  ${JSON.stringify(lane)}\n  stock ${JSON.stringify(stock)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return different;
}

const FRAMINGS: Readonly<Record<string, readonly string[]>> = {
  "two lengths, the same": [`content-length: ${BODY.length}`, `content-length: ${BODY.length}`],
  "two lengths": [`content-length: ${BODY.length}`, "content-length: 5"],
  "a list of lengths": [`content-length: ${BODY.length}, ${BODY.length}`],
  "a length and chunks": [`content-length: ${BODY.length}`, "transfer-encoding: chunked"],
  "chunks that are none": ["transfer-encoding: chunked"],
  "an unknown encoding": ["transfer-encoding: xchunked", `content-length: ${BODY.length}`],
  "chunks twice": ["transfer-encoding: chunked", "transfer-encoding: chunked"],
  "an encoding with a blank before its colon": ["transfer-encoding : chunked"],
  "a folded header": [`x: 1`, ` content-length: ${BODY.length}`],
  "no length": [],
  "no body": ["content-length: 0"],
  "a negative length": ["content-length: -1"],
  "a length with a sign": [`content-length: +${BODY.length}`],
  "a length in hexadecimal": [`content-length: 0x${BODY.length.toString(16)}`],
  "a length with a fraction": [`content-length: ${BODY.length}.0`],
  "a length with blanks": [`content-length:   ${BODY.length}  `],
  "a length of many digits": ["content-length: 99999999999999999999"],
  "a length that is short": [`content-length: ${BODY.length - 3}`],
  "a length that is long": [`content-length: ${BODY.length + 30}`],
};

const HEADERS: Readonly<Record<string, readonly string[]>> = {
  "two keys": ["authorization: Bearer x"],
  "another content type as well": ["content-type: text/plain"],
  "two hosts": ["host: b"],
  "a wish to go on": ["expect: 100-continue"],
  "another wish": ["expect: the-unexpected"],
  "an upgrade": ["connection: upgrade", "upgrade: websocket"],
  "HTTP/2 without TLS": ["connection: upgrade, http2-settings", "upgrade: h2c", "http2-settings: AAMAAABkAAQAAP__"],
  "an end of the connection": ["connection: close"],
  "keep-alive": ["connection: keep-alive"],
  "a compressed body": ["content-encoding: gzip"],
  "a wish for JSON lines": ["accept: application/jsonl"],
  "a wish for a stream": ["trpc-accept: application/jsonl"],
  "a foreign page": ["origin: https://evil.example"],
  "a cookie": ["cookie: a=b"],
  "a header without a colon": ["nonsense"],
  "a header without a name": [": nothing"],
  "a control character": ["x-control: a\u0001b"],
  "a null character": ["x-null: a\0b"],
  "many headers": Array.from({ length: 120 }, (_, index) => `x-${index}: 1`),
  "a long header": [`x-long: ${"x".repeat(9_000)}`],
};

const LINES: Readonly<Record<string, (path: string) => string>> = {
  "another method": (path) => `PUT ${path} HTTP/1.1`,
  "GET with a body": (path) => `GET ${path} HTTP/1.1`,
  "a method in lower case": (path) => `post ${path} HTTP/1.1`,
  "HTTP/1.0": (path) => `POST ${path} HTTP/1.0`,
  "HTTP/0.9": (path) => `POST ${path}`,
  "HTTP/2.0": (path) => `POST ${path} HTTP/2.0`,
  "two blanks": (path) => `POST  ${path} HTTP/1.1`,
  "a line feed inside": (path) => `POST ${path}\n HTTP/1.1`,
};

const BODIES: Readonly<Record<string, string>> = {
  "broken JSON": "{",
  "no JSON": "name=exe-1",
  null: "null",
  "a list": "[]",
  "the bare input": JSON.stringify(INPUT),
  "a byte order mark": `\uFEFF${BODY}`,
  "another member": JSON.stringify({ json: INPUT, extra: 1 }),
  "an empty meta": JSON.stringify({ json: INPUT, meta: {} }),
  "a prototype": BODY.replace('"kind"', '"__proto__":{"x":1},"kind"'),
  "a hidden prototype": BODY.replace('"kind"', '"\\u005f_proto__":{"x":1},"kind"'),
  "a constructor": JSON.stringify({ json: { ...INPUT, capabilities: { constructor: { prototype: 1 } } } }),
  "another alphabet": JSON.stringify({ json: { ...INPUT, host: "höst-日本" } }),
  "half a character": BODY.replace("exe-1", "\\ud800"),
  "a batch's body": JSON.stringify({ 0: { json: INPUT } }),
  "what superjson adds": JSON.stringify(superjson.serialize({ ...INPUT, host: undefined })),
  "one object in two places": JSON.stringify({
    json: { ...INPUT, capabilities: { a: {} } },
    meta: { referentialEqualities: { "capabilities.a": ["capabilities.b"] } },
  }),
  "more unknown fields than are counted": JSON.stringify({
    json: { ...INPUT, ...Object.fromEntries(Array.from({ length: 1_500 }, (_, index) => [`k${index}`, 1])) },
  }),
  "a depth that is refused": "[".repeat(100) + "]".repeat(100),
  "more values than may be": `[${"1,".repeat(12_000)}1]`,
};

/** Characters that mean something in JSON, and some that do not. */
const INSERTED = ['"', "{", "}", "[", "]", ",", ":", "\\", "\\u0000", "0", "null", " ", "\u0001", "é", "__proto__"];

/** A body with one to three changes, which a seed repeats. */
function mutated(seed: number): string {
  const random = new Random(seed);
  let body = BODY;
  for (let left = 1 + (seed % 3); left > 0; left--) {
    const at = Math.floor(random.between(0, body.length));
    const removed = Math.floor(random.between(0, 3));
    body = body.slice(0, at) + (random.chance(0.7) ? random.oneOf(INSERTED) : "") + body.slice(at + removed);
  }
  return body;
}

/** Attacks by the names of their entries; each connection ends with a request that closes it. */
function attacksFrom<Entry>(
  entries: Readonly<Record<string, Entry>>,
  bytes: (path: string, entry: Entry) => string,
): Record<string, Attack> {
  return Object.fromEntries(
    Object.entries(entries).map(([what, entry]) => [what, (path: string) => [bytes(path, entry) + CLOSING]]),
  );
}

describe("the lane of executor.sync answers what tRPC's own adapter answers", () => {
  test("to a request that is cut in two at any byte", async () => {
    const { length } = requestTo("/trpc/executor.sync?");
    const cut = (path: string, at: number) => {
      const request = requestTo(path);
      return [request.slice(0, at), request.slice(at) + CLOSING];
    };
    const attacks = Object.fromEntries(
      Array.from({ length: length - 1 }, (_, at) => [`cut at ${at + 1}`, (path: string) => cut(path, at + 1)]),
    );
    expect(await differencesAmong(attacks)).toEqual([]);
  });

  test("when many requests come at once, good and bad ones mixed", async () => {
    const pipelines = Object.fromEntries([2, 3, 7, 20, 100].map((count) => [`${count} at once`, count]));
    const attacks = attacksFrom(pipelines, (path, count) =>
      Array.from({ length: count }, (_, index) => requestTo(path, index % 5 === 3 ? { body: "{" } : {})).join(""),
    );
    expect(await differencesAmong(attacks)).toEqual([]);
  });

  test.each<[string, Record<string, Attack>]>([
    ["framings", attacksFrom(FRAMINGS, (path, framing) => requestTo(path, { framing }))],
    ["headers", attacksFrom(HEADERS, (path, headers) => requestTo(path, { headers }))],
    ["request lines", attacksFrom(LINES, (path, line) => requestTo(path, { line: line(path) }))],
    ["bodies", attacksFrom(BODIES, (path, body) => requestTo(path, { body }))],
    [
      "garbage before it",
      attacksFrom(
        { blank: "\r\n", more: "\r\n\r\n", words: "nonsense\r\n\r\n" },
        (path, text) => text + requestTo(path),
      ),
    ],
    [
      "mutations of the body",
      attacksFrom(Object.fromEntries(Array.from({ length: 150 }, (_, seed) => [`seed ${seed}`, seed])), (path, seed) =>
        requestTo(path, { body: mutated(seed) }),
      ),
    ],
  ])("to unusual %s", async (_what, attacks) => {
    expect(await differencesAmong(attacks)).toEqual([]);
  });
});
