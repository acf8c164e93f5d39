import type { NotificationMessage } from "@excalibur/api/server";
import type { Mailer } from "../../mail/open-mailer.ts";
import { sha256 } from "../../secrets.ts";
import { mailParts } from "./mail-parts.ts";
import type { Sender, SendResult } from "./sender.ts";
import type { UnsubscribeLinks } from "./unsubscribe-links.ts";

export interface EmailSettings {
  readonly channelId: string;
  /** Each gets a mail of its own: no receiver sees who else is told. */
  readonly addresses: readonly string[];
}

interface Options {
  readonly mailer: Mailer;
  readonly now: () => Date;
  /** The address that ends the mails of a channel to one receiver. */
  readonly unsubscribeLink: UnsubscribeLinks["write"];
}

/** Characters of the receiving server's words that are kept. */
const LONGEST_ANSWER = 200;
/** How much of the hash of an address an id holds. */
const ID_CHARACTERS = 16;

/** Sends messages by mail: plain text and HTML, one mail for each address. */
export function createMailSender({ mailer, now, unsubscribeLink }: Options): Sender<EmailSettings> {
  async function sendTo(address: string, message: NotificationMessage, unsubscribe: string): Promise<SendResult> {
    const { id, organization, level } = message;
    try {
      const { response } = await mailer.send({
        to: { name: "", address },
        ...mailParts(message, unsubscribe),
        date: now(),
        // The same at each attempt: mail programs recognise a mail that arrived before.
        messageId: `<${id}.${sha256(address).slice(0, ID_CHARACTERS)}@${mailer.domain}>`,
        priority: level === "critical" ? "high" : "normal",
        headers: { "auto-submitted": "auto-generated", ...unsubscribeHeaders(unsubscribe) },
        list: { id: { url: `${organization.slug}.excalibur.${mailer.domain}`, comment: organization.name } },
        // No text of a message makes nodemailer read a file or fetch an address.
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      return { outcome: "delivered", answer: shorten(String(response)) };
    } catch (error) {
      return readFailure(error);
    }
  }

  return {
    send: async (message, { channelId, addresses }) => {
      const channel = { organizationId: message.organization.id, channelId };
      const results: SendResult[] = [];
      for (const address of addresses) {
        const result = await sendTo(address, message, unsubscribeLink(channel, address));
        results.push(result);
        if (result.outcome === "try_again") break;
      }
      return joinResults(results);
    },
  };
}

/** What becomes of a mail to several addresses: it goes out again as long as one of them may take it later. */
function joinResults(results: readonly SendResult[]): SendResult {
  const [only] = results;
  if (only === undefined) return { outcome: "refused", answer: "The channel has no address any more." };
  const later = results.find(({ outcome }) => outcome === "try_again");
  if (later !== undefined || results.length === 1) return later ?? only;
  const refused = results.find(({ outcome }) => outcome === "refused");
  if (refused === undefined) return only;
  const delivered = results.filter(({ outcome }) => outcome === "delivered").length;
  if (delivered === 0) return refused;
  return { outcome: "delivered", answer: shorten(`${delivered} of ${results.length}; another: ${refused.answer}`) };
}

/** One click without a page (RFC 8058) asks for https. */
function unsubscribeHeaders(link: string): Record<string, string> {
  const headers = { "list-unsubscribe": `<${link}>` };
  return link.startsWith("https:") ? { ...headers, "list-unsubscribe-post": "List-Unsubscribe=One-Click" } : headers;
}

/** A "no" for good begins with 5 (RFC 5321, 4.2.1). Sign-in that fails is the operator's to mend, so that the message stays. */
function readFailure(error: unknown): SendResult {
  const { code, responseCode, response } = error as { code?: string; responseCode?: number; response?: string };
  if (responseCode === undefined) {
    return { outcome: "try_again", answer: `The mail server can't be reached (${code ?? "no cause is known"}).` };
  }
  if (code === "EAUTH") return { outcome: "try_again", answer: "The mail server refused the sign-in of Excalibur." };
  const outcome = responseCode >= 500 ? "refused" : "try_again";
  return { outcome, answer: shorten(response ?? String(responseCode)) };
}

function shorten(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, " ").slice(0, LONGEST_ANSWER);
}
