import { readFileSync } from "node:fs";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestReceiver, type TestReceiver } from "../../../test/harness/test-receiver.ts";
import { clock } from "../../clock.ts";
import { readAllowedInside } from "./allowed-inside.ts";
import { createPostMessage } from "./post-message.ts";
import { EXAMPLE_MESSAGE as EXAMPLE } from "../../../test/harness/example-message.ts";
import { createWebhookSecret } from "./sign-webhook.ts";
import { createWebhookSender } from "./webhook-sender.ts";

const DOCS = new URL("../../../../../docs/", import.meta.url);
const { isGenuine } = (await import(new URL("examples/verify-webhook.mjs", DOCS).href)) as {
  isGenuine: (headers: object, body: string, secret: string, nowSeconds: number) => boolean;
};
const [secret, previous] = [createWebhookSecret(), createWebhookSecret()];
const allowed = readAllowedInside(["127.0.0.1"])!;
const sender = createWebhookSender({ post: createPostMessage({ allowed, version: "1.0.0" }), now: clock.now });

let receiver: TestReceiver;
beforeAll(async () => {
  receiver = await startTestReceiver();
});
afterAll(() => receiver.close());

async function receive(secrets: readonly string[]) {
  expect(await sender.send(EXAMPLE, { url: receiver.url, secrets })).toEqual({
    outcome: "delivered",
    answer: "204 No Content",
  });
  return receiver.received.at(-1)!;
}

test("a message verifies with the package standardwebhooks, and says what happened", async () => {
  const { body, headers } = await receive([secret]);
  expect(headers).toMatchObject({ "webhook-id": EXAMPLE.id, "content-type": "application/json" });
  expect(new Webhook(secret).verify(body, headers)).toEqual({
    type: "key.expiring",
    timestamp: "2026-06-01T10:00:00.000Z",
    data: {
      id: EXAMPLE.id,
      level: "warning",
      organization: { id: "org_01jx0000000000000000000000", name: "Acme", slug: "acme" },
      title: EXAMPLE.title,
      text: EXAMPLE.text,
      facts: EXAMPLE.facts,
      link: EXAMPLE.link,
    },
  });
});

test("one flipped bit anywhere in the body, its id, its time or its signature does not verify", async () => {
  const { body, headers } = await receive([secret]);
  const verify = (content: string, changed: Record<string, string>) => () =>
    new Webhook(secret).verify(content, { ...headers, ...changed });
  expect(verify(body, {})).not.toThrow();
  for (let at = 0; at < body.length; at += 1) expect(verify(flip(body, at), {})).toThrow();
  for (const name of ["webhook-id", "webhook-timestamp", "webhook-signature"]) {
    expect(verify(body, { [name]: flip(headers[name]!, headers[name]!.length - 2) })).toThrow();
  }
  expect(() => new Webhook(previous).verify(body, headers)).toThrow();
});

test("while a secret is replaced, a message verifies with either", async () => {
  const { body, headers } = await receive([secret, previous]);
  for (const each of [secret, previous]) expect(() => new Webhook(each).verify(body, headers)).not.toThrow();
  expect(() => new Webhook(createWebhookSecret()).verify(body, headers)).toThrow();
});

test("a message that is sent again has the same id and body, and the time of that attempt", async () => {
  const [first, second] = [await receive([secret]), await receive([secret])];
  expect(second.headers["webhook-id"]).toBe(first.headers["webhook-id"]);
  expect(second.body).toBe(first.body);
  const now = clock.now().getTime() / 1_000;
  expect(Math.abs(Number(second.headers["webhook-timestamp"]) - now)).toBeLessThan(60);
});

test("the example in the documentation tells a message from a forged, changed or old one", async () => {
  const { body, headers } = await receive([secret, previous]);
  const sent = Number(headers["webhook-timestamp"]);
  for (const each of [secret, previous]) expect(isGenuine(headers, body, each, sent)).toBe(true);
  expect(isGenuine(headers, body, createWebhookSecret(), sent)).toBe(false);
  expect(isGenuine(headers, flip(body, 5), secret, sent)).toBe(false);
  expect(isGenuine(headers, body, secret, sent + 301)).toBe(false);
  expect(isGenuine({}, body, secret, sent)).toBe(false);
});

test("the documentation shows a message as it is sent", async () => {
  const { body } = await receive([secret]);
  const page = readFileSync(new URL("notifications.md", DOCS), "utf8");
  expect(JSON.parse(/```json\n([^]*?)```/.exec(page)![1]!)).toEqual(JSON.parse(body));
});

/** With the lowest bit of one character changed. */
function flip(text: string, at: number): string {
  return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
}
