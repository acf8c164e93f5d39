import type { SendMailOptions, SentMessageInfo, Transporter } from "nodemailer";

/** Milliseconds for each step of sending a mail. */
const STEP_TIMEOUT_MS = 10_000;

/** Hands mails to the SMTP server of a URL. */
export interface Mailer {
  /** The host part of the sender's address: of ids of mails too. */
  readonly domain: string;
  /** @throws nodemailer's error when the SMTP server can't be reached, or does not take the mail. */
  send(mail: Omit<SendMailOptions, "from">): Promise<SentMessageInfo>;
}

/**
 * Sends mail through the SMTP server of a URL, `smtps://user:password@mail.example.com?from=excalibur@example.com`.
 * Without `from` it comes from the URL's user where that is an address, else from `excalibur@` the server's own host.
 */
export function openMailer(smtpUrl: string, { publicUrl }: { publicUrl: string }): Mailer {
  const address = senderOf(new URL(smtpUrl), new URL(publicUrl).hostname);
  let transporter: Promise<Transporter> | undefined;
  return {
    domain: address.slice(address.lastIndexOf("@") + 1),
    send: async (mail) => {
      transporter ??= openTransporter(smtpUrl);
      return (await transporter).sendMail({ from: { name: "Excalibur", address }, ...mail });
    },
  };
}

/** Loaded with the first mail: most servers start more often than they send one. */
async function openTransporter(smtpUrl: string): Promise<Transporter> {
  const { createTransport } = await import("nodemailer");
  const url = new URL(smtpUrl);
  url.searchParams.delete("from");
  for (const step of ["connectionTimeout", "greetingTimeout", "socketTimeout"]) {
    url.searchParams.set(step, String(STEP_TIMEOUT_MS));
  }
  return createTransport(url.href);
}

function senderOf({ searchParams, username }: URL, host: string): string {
  const user = decodeURIComponent(username);
  return searchParams.get("from") ?? (user.includes("@") ? user : `excalibur@${host}`);
}
