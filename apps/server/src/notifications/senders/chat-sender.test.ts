import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EXAMPLE_MESSAGE } from "../../../test/harness/example-message.ts";
import { startTestReceiver, type TestReceiver } from "../../../test/harness/test-receiver.ts";
import { readAllowedInside } from "./allowed-inside.ts";
import { chatBody } from "./chat-body.ts";
import { createChatSender } from "./chat-sender.ts";
import { createPostMessage } from "./post-message.ts";

const TEAMS = "prod-12.westeurope.logic.azure.com";

let receiver: TestReceiver;
beforeAll(async () => {
  receiver = await startTestReceiver();
});
afterAll(() => receiver.close());

test("a chat gets a text that says what happened, to which organization and when", async () => {
  const allowed = readAllowedInside(["127.0.0.1"])!;
  const sender = createChatSender({ post: createPostMessage({ allowed, version: "1.0.0" }) });
  expect(await sender.send(EXAMPLE_MESSAGE, { url: receiver.url })).toMatchObject({ outcome: "delivered" });
  expect(JSON.parse(receiver.received[0]!.body)).toEqual({
    text: [
      "Warning: API key deploy expires in 7 days",
      "web-1 and web-2 use it. They go offline on 8 June 2026 unless the key is rotated.",
      "Goes offline: web-1, web-2",
      "Owner: Ada",
      "Acme, 1 June 2026, 12:00 (Europe/Berlin)",
      "https://excalibur.example.com/o/acme/keys/key_01jx0000000000000000000000",
    ].join("\n"),
  });
});

describe("a name notifies no channel, and becomes no link", () => {
  test.each([
    ["<!channel>", /<!|<[@#]/],
    ["<https://evil.example|Sign in>", /<https|https:\/\/evil/],
    ["@channel @all @ada", /@[a-z]/],
    ["[Sign in](https://evil.example)", /\]\(/],
    ["![](https://evil.example/seen.png)", /\]\(|https:\/\/evil/],
    ["www.evil.example", /www\.evil/],
  ])("%s", (name, markup) => {
    const { text } = chatBody({ ...EXAMPLE_MESSAGE, title: name, link: null }, "hooks.slack.com") as { text: string };
    expect(text).not.toMatch(markup);
    expect(text.replaceAll("\u200b", "")).toContain(name.replaceAll("<", "&lt;").replaceAll(">", "&gt;"));
  });
});

test("Teams gets a card whose texts are no markup", () => {
  const card = chatBody({ ...EXAMPLE_MESSAGE, title: "[Sign in](https://evil.example)" }, TEAMS);
  expect(card).toMatchObject({
    type: "message",
    attachments: [
      {
        contentType: "application/vnd.microsoft.card.adaptive",
        content: {
          body: expect.arrayContaining([
            {
              type: "RichTextBlock",
              inlines: [expect.objectContaining({ type: "TextRun", text: "Warning: [Sign in](https://evil.example)" })],
            },
          ]),
          actions: [{ type: "Action.OpenUrl", title: "Open in Excalibur", url: EXAMPLE_MESSAGE.link }],
        },
      },
    ],
  });
  expect(JSON.stringify(card)).not.toContain('"TextBlock"');
});

test("a text that is too long is cut, and keeps its link", () => {
  const { text } = chatBody({ ...EXAMPLE_MESSAGE, text: "🔑&".repeat(10_000) }, "hooks.slack.com") as { text: string };
  expect(text.length).toBeLessThan(5_000);
  expect(text.endsWith(`…\n${EXAMPLE_MESSAGE.link}`)).toBe(true);
  expect(text).not.toMatch(/\p{Cs}/u);
});
