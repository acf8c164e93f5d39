import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startTestReceiver, type TestReceiver } from "../../../test/harness/test-receiver.ts";
import { NOTHING_INSIDE, readAllowedInside } from "./allowed-inside.ts";
import { findAddressProblem, type Resolve } from "./guard-address.ts";
import { createPostMessage, type PostOptions } from "./post-message.ts";

const LOOPBACK = readAllowedInside(["127.0.0.0/8"])!;
const PUBLIC_ADDRESS = "93.184.215.14";

let receiver: TestReceiver;
beforeAll(async () => {
  receiver = await startTestReceiver();
});
afterAll(() => receiver.close());
beforeEach(() => {
  receiver.received.length = 0;
  receiver.answer((response) => response.writeHead(204).end());
});

const post = (url: string, options: Partial<PostOptions> = {}) =>
  createPostMessage({ allowed: LOOPBACK, version: "1.0.0", ...options })({ url, headers: {}, body: "{}" });

const head =
  (status: number, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    void response.writeHead(status, headers).end("{}");

describe("what became of a message is decided by the status of the answer", () => {
  test.each([
    [200, {}, { outcome: "delivered", answer: "200 OK" }],
    [204, {}, { outcome: "delivered", answer: "204 No Content" }],
    [400, {}, { outcome: "refused", answer: "400 Bad Request" }],
    [404, {}, { outcome: "refused", answer: "404 Not Found" }],
    [410, {}, { outcome: "refused", answer: "410 Gone" }],
    [408, {}, { outcome: "try_again", answer: "408 Request Timeout" }],
    [429, { "retry-after": "7" }, { outcome: "try_again", answer: "429 Too Many Requests", afterMs: 7_000 }],
    [500, {}, { outcome: "try_again", answer: "500 Internal Server Error" }],
    [
      503,
      { "retry-after": "999999999" },
      { outcome: "try_again", answer: "503 Service Unavailable", afterMs: 3_600_000 },
    ],
    [
      503,
      { "retry-after": "Fri, 1 Jan 2100 00:00:00 GMT" },
      { outcome: "try_again", answer: "503 Service Unavailable" },
    ],
  ])("%s", async (status, headers, result) => {
    receiver.answer(head(status, headers));
    expect(await post(receiver.url)).toEqual(result);
    expect(receiver.received).toHaveLength(1);
  });
});

test.each(["http://169.254.169.254/latest/meta-data/", "/elsewhere"])(
  "a redirect to %s is not followed, and the message stays",
  async (location) => {
    receiver.answer(head(302, { location }));
    expect(await post(receiver.url)).toEqual({ outcome: "try_again", answer: "302 Found: redirects are not followed" });
    expect(receiver.received).toHaveLength(1);
  },
);

test("a receiver that is silent is left after the time limit", async () => {
  receiver.answer(() => {});
  const answer = "The receiver did not answer in 0.2 s.";
  expect(await post(receiver.url, { timeLimitMs: 200 })).toEqual({ outcome: "try_again", answer });
});

test("a receiver whose answer never ends is left after the time limit: its status counts", async () => {
  receiver.answer((response) => void response.writeHead(200).write("{"));
  // Long enough for a status on a busy machine.
  expect(await post(receiver.url, { timeLimitMs: 1_000 })).toEqual({ outcome: "delivered", answer: "200 OK" });
});

test("of an answer of 1 GB little more than 64 KiB is read", async () => {
  const gigabyte = 1_000_000_000;
  const block = Buffer.alloc(65_536);
  let sent = 0;
  const ended = new Promise<void>((end) => {
    receiver.answer((response) => {
      response.writeHead(200, { "content-length": String(gigabyte) });
      const more = () => {
        while (sent < gigabyte && !response.destroyed) {
          sent += block.length;
          if (!response.write(block)) return;
        }
      };
      response
        .on("drain", more)
        .on("close", end)
        .on("error", () => {});
      more();
    });
  });
  expect(await post(receiver.url)).toEqual({ outcome: "delivered", answer: "200 OK" });
  await ended;
  // The rest is what the buffers of the system took.
  expect(sent).toBeLessThan(20_000_000);
});

test("a receiver that closes the connection, or is not there, gets the message later", async () => {
  receiver.answer((response) => response.destroy());
  expect(await post(receiver.url)).toEqual({ outcome: "try_again", answer: "The receiver closed the connection." });
  const gone = await startTestReceiver();
  await gone.close();
  expect(await post(gone.url)).toEqual({ outcome: "try_again", answer: "The receiver refused the connection." });
});

test("a name that does not exist may exist later", async () => {
  const missing: Resolve = (_host, _options, callback) =>
    callback(Object.assign(new Error("no"), { code: "ENOTFOUND" }), []);
  const answer = "The name of the receiver was not found.";
  expect(await post("https://hooks.example.com/", { resolve: missing })).toEqual({ outcome: "try_again", answer });
});

describe("what leads inside is refused, and gets nothing", () => {
  test.each([
    "127.0.0.1",
    "127.1",
    "0177.0.0.1",
    "0x7f.0.0.1",
    "0x7f000001",
    "2130706433",
    "017700000001",
    "127.0.0.1.",
    "１２７.0.0.1",
    "0.0.0.0",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[64:ff9b::7f00:1]",
    "[::1]",
    "localhost",
    "LOCALHOST",
  ])("%s", async (host) => {
    expect(await post(`http://${host}:${receiver.port}/`, { allowed: NOTHING_INSIDE })).toEqual({
      outcome: "refused",
      answer: expect.stringMatching(/^The address leads to this machine, a private network or a reserved range\. /),
    });
    expect(receiver.received).toEqual([]);
  });

  test("a name that leads to a permitted address at first and inside later (DNS rebinding)", async () => {
    const permitted = "127.0.0.2";
    const answers = [[permitted], ["127.0.0.1"], [permitted, "127.0.0.1"], ["::ffff:127.0.0.1"]];
    const rebinding: Resolve = (_host, _options, callback) => {
      callback(
        null,
        answers.shift()!.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
      );
    };
    const allowed = readAllowedInside([permitted])!;
    const outcomes: string[] = [];
    while (answers.length > 0) {
      const result = await post(`http://hooks.example.com:${receiver.port}/`, { allowed, resolve: rebinding });
      outcomes.push(result.outcome);
    }
    expect(outcomes).toEqual(["try_again", "refused", "refused", "refused"]);
    expect(receiver.received).toEqual([]);
  });
});

test.each([["localhost"], ["127.0.0.0/8,::1"]])("what the operator names is reached: %s", async (names) => {
  const allowed = readAllowedInside(names.split(","))!;
  expect(await post(`http://localhost:${receiver.port}/`, { allowed })).toMatchObject({ outcome: "delivered" });
});

describe("an address of another form is refused", () => {
  test.each([
    ["ftp://example.com/", /no https/],
    ["file:///etc/passwd", /no https/],
    ["hooks.example.com", /no https/],
    ["https://user:password@example.com/", /user name or password/],
    [`http://${PUBLIC_ADDRESS}/`, /^The address begins with http:/],
  ])("%s", async (url, answer) => {
    expect(await post(url)).toEqual({ outcome: "refused", answer: expect.stringMatching(answer) });
  });
});

describe("an address that is saved", () => {
  const at =
    (...addresses: string[]): Resolve =>
    (_host, _options, callback) =>
      callback(
        null,
        addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
      );
  const missing: Resolve = (_host, _options, callback) =>
    callback(Object.assign(new Error("no"), { code: "ENOTFOUND" }), []);

  test.each([
    ["https://hooks.example/", at("10.1.2.3"), /^The address leads to this machine/],
    ["https://hooks.example/", at(PUBLIC_ADDRESS, "fd00::1"), /^The address leads to this machine/],
    ["http://hooks.example/", at(PUBLIC_ADDRESS), /^The address begins with http:/],
    ["https://0x7f.1/", at(), /^The address leads to this machine/],
  ])("%s is judged by where its name leads", async (url, resolve, problem) => {
    expect(await findAddressProblem(url, NOTHING_INSIDE, resolve)).toMatch(problem);
  });

  test("passes where its name is public, allowed, or not found yet", async () => {
    for (const resolve of [at(PUBLIC_ADDRESS), missing]) {
      expect(await findAddressProblem("https://hooks.example/", NOTHING_INSIDE, resolve)).toBeNull();
    }
    expect(await findAddressProblem("http://hooks.example/", LOOPBACK, at("127.0.0.1"))).toBeNull();
  });
});
