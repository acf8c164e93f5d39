import type { Mailer } from "../../mail/open-mailer.ts";
import { sha256 } from "../../secrets.ts";
import { mailParts } from "./mail-parts.ts";
import type { Sender, SendResult } from "./sender.ts";
import type { UnsubscribeLinks } from "./unsubscribe-links.ts";

export interface EmailSettings {
  readonly channelId: string;
  /** One: no receiver sees who else is told. */
  readonly address: string;
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

/** Sends a message by mail to one address: plain text and HTML. */
export function createMailSender({ mailer, now, unsubscribeLink }: Options): Sender<EmailSettings> {
  return {
    send: async (message, { channelId, address }) => {
      const { id, organization, level } = message;
      const unsubscribe = unsubscribeLink({ organizationId: organization.id, channelId }, address);
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
    },
  };
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
