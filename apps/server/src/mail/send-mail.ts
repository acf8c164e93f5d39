import type { SendMail } from "@excalibur/api/server";
import type { Logger } from "pino";
import type { Mailer } from "./open-mailer.ts";

/** Sends the mails that carry a link. Where one can't be sent, its sender gets the link to hand over. */
export function createSendMail(mailer: Mailer, { logger }: { logger: Logger }): SendMail {
  return async (message) => {
    try {
      await mailer.send(message);
      return true;
    } catch (error) {
      // Neither the mail, which carries a link, nor the URL, which may carry a password.
      const { code, responseCode } = error as { code?: string; responseCode?: number };
      logger.error({ code, responseCode }, "a mail could not be sent; its sender gets the link to hand over");
      return false;
    }
  };
}
