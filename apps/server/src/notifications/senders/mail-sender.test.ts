import type { AddressInfo } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { EXAMPLE_MESSAGE } from "../../../test/harness/example-message.ts";
import { openMailer } from "../../mail/open-mailer.ts";
import { createMailSender, type EmailSettings } from "./mail-sender.ts";
import type { Sender } from "./sender.ts";

const ADDRESS = "ada@example.com";
const UNSUBSCRIBE = "https://excalibur.example.com/unsubscribe/chn_1/token";
const TO_ADA: EmailSettings = { channelId: "chn_1", address: ADDRESS };
const TO_GRACE: EmailSettings = { channelId: "chn_1", address: "grace@example.com" };
const SENT_AT = new Date("2026-06-01T10:00:05Z");

let smtp: SMTPServer;
let sender: Sender<EmailSettings>;
let mails: Buffer[];
/** What the mail server says of an address; it takes the mail to any other one. */
let refusals: Map<string, { readonly responseCode: number; readonly message: string }>;

beforeAll(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo: ({ address }, _session, done) => {
      const refusal = refusals.get(address);
      done(refusal === undefined ? null : Object.assign(new Error(refusal.message), refusal));
    },
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        mails.push(Buffer.concat(chunks));
        done();
      });
    },
  });
  await new Promise<void>((listening) => {
    smtp.listen(0, "127.0.0.1", listening);
  });
  const { port } = smtp.server.address() as AddressInfo;
  const url = `smtp://127.0.0.1:${port}?ignoreTLS=true&from=excalibur@example.com`;
  const mailer = openMailer(url, { publicUrl: "https://excalibur.example.com" });
  sender = createMailSender({ mailer, now: () => SENT_AT, unsubscribeLink: () => UNSUBSCRIBE });
});
afterAll(
  () =>
    new Promise<void>((closed) => {
      smtp.close(closed);
    }),
);
beforeEach(() => {
  mails = [];
  refusals = new Map();
});

async function receive(message = EXAMPLE_MESSAGE): Promise<Email> {
  expect(await sender.send(message, TO_ADA)).toMatchObject({ outcome: "delivered" });
  return PostalMime.parse(mails.at(-1)!);
}

const headerOf = ({ headers }: Email, name: string) => headers.find(({ key }) => key === name)?.value;

test("a mail says what happened in plain text and in HTML, with the day and hour of the organization's time zone", async () => {
  const mail = await receive();
  expect(mail.subject).toBe("[Acme] API key deploy expires in 7 days");
  expect(mail.from).toMatchObject({ name: "Excalibur", address: "excalibur@example.com" });
  expect(mail.to).toMatchObject([{ address: ADDRESS }]);
  for (const part of [mail.text!, mail.html!]) {
    for (const text of [EXAMPLE_MESSAGE.title, EXAMPLE_MESSAGE.text, EXAMPLE_MESSAGE.link!, "web-1, web-2"]) {
      expect(part).toContain(text);
    }
    expect(part).toContain("Acme on Excalibur, 1 June 2026, 12:00 (Europe/Berlin)");
  }
});

test("mail programs offer to end these mails with one click", async () => {
  const mail = await receive();
  expect(headerOf(mail, "list-unsubscribe")).toBe(`<${UNSUBSCRIBE}>`);
  expect(headerOf(mail, "list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
  expect(mail.text).toContain(UNSUBSCRIBE);
});

describe("names of any script arrive as they are", () => {
  test.each(["Zürich-Büro", "Сервер-1", "服务器", "שרת", "خادم", "เซิร์ฟเวอร์", "👩‍💻 🔑", "Ἐξκάλιβουρ".repeat(12)])(
    "%s",
    async (name) => {
      const organization = { ...EXAMPLE_MESSAGE.organization, name };
      const mail = await receive({
        ...EXAMPLE_MESSAGE,
        organization,
        title: name,
        facts: [{ label: "Owner", value: name }],
      });
      expect(mail.subject).toBe(`[${name}] ${name}`);
      for (const part of [mail.text!, mail.html!]) expect(part).toContain(name);
    },
  );
});

describe("a name adds no markup and no header", () => {
  test.each([
    `<img src="https://evil.example/seen.png">`,
    `"><script>alert(1)</script>`,
    `' onmouseover='alert(1)`,
    `</td></table><a href="https://evil.example">Sign in</a>`,
    `&lt;b&gt;`,
    `x\r\nBcc: eve@example.com\r\n\r\nbody`,
  ])("%j", async (name) => {
    const organization = { ...EXAMPLE_MESSAGE.organization, name };
    const mail = await receive({
      ...EXAMPLE_MESSAGE,
      organization,
      title: name,
      text: name,
      facts: [{ label: name, value: name }],
    });
    expect(mail.html).not.toMatch(/<(img|script|b)\b|onmouseover='|evil\.example"/);
    const plain = await receive();
    const tags = (html: string) => html.match(/<[^>]*>/g)!.length;
    expect(tags(mail.html!)).toBeLessThanOrEqual(tags(plain.html!) + 2 * name.split("\n").length);
    expect(mail.headers.map(({ key }) => key).sort()).toEqual(plain.headers.map(({ key }) => key).sort());
    expect(mail.to).toMatchObject([{ address: ADDRESS }]);
  });
});

test("a mail that is sent again has the same id; one to another address has another", async () => {
  const [first, second] = [await receive(), await receive()];
  expect(second.messageId).toBe(first.messageId);
  await sender.send(EXAMPLE_MESSAGE, TO_GRACE);
  const other = await PostalMime.parse(mails.at(-1)!);
  expect(other.to).toMatchObject([{ address: "grace@example.com" }]);
  expect(other.messageId).not.toBe(first.messageId);
});

test.each([
  [450, "mailbox busy", "try_again"],
  [550, "no such mailbox", "refused"],
])("a mail server that says %s %s: %s", async (responseCode, message, outcome) => {
  refusals.set(ADDRESS, { responseCode, message });
  expect(await sender.send(EXAMPLE_MESSAGE, TO_ADA)).toEqual({ outcome, answer: `${responseCode} ${message}` });
  expect(mails).toEqual([]);
});

test("a mail server that is away gets the mail later", async () => {
  const mailer = openMailer("smtp://127.0.0.1:1", { publicUrl: "http://127.0.0.1" });
  const away = createMailSender({ mailer, now: () => SENT_AT, unsubscribeLink: () => UNSUBSCRIBE });
  expect(await away.send(EXAMPLE_MESSAGE, TO_ADA)).toEqual({
    outcome: "try_again",
    answer: "The mail server can't be reached (ESOCKET).",
  });
});
