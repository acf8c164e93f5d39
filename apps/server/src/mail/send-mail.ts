import type { SendMail } from "@excalibur/api/server";
import type { Transporter } from "nodemailer";
import type { Logger } from "pino";

/** Milliseconds for each step of sending a mail: the caller waits for it. */
const STEP_TIMEOUT_MS = 10_000;

/**
 * Sends mail through the SMTP server of a URL, `smtps://user:password@mail.example.com?from=excalibur@example.com`.
 * Without `from` it comes from the URL's user where that is an address, else from `excalibur@` the server's own host.
 */
export function createSendMail(
  smtpUrl: string,
  { publicUrl, logger }: { publicUrl: string; logger: Logger },
): SendMail {
  const from = senderOf(new URL(smtpUrl), new URL(publicUrl).hostname);
  let transporter: Promise<Transporter> | undefined;
  return async (message) => {
    try {
      transporter ??= openTransporter(smtpUrl);
      await (await transporter).sendMail({ from: { name: "Excalibur", address: from }, ...message });
      return true;
    } catch (error) {
      // Neither the mail, which carries a link, nor the URL, which may carry a password.
      const { code, responseCode } = error as { code?: string; responseCode?: number };
      logger.error({ code, responseCode }, "a mail could not be sent; its sender gets the link to hand over");
      return false;
    }
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
