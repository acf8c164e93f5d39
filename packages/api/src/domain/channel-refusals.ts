/** Why a request about notification channels is refused: a part of `REQUEST_REFUSALS`. */
export const CHANNEL_REFUSALS = {
  channel_not_found: { code: "NOT_FOUND", message: "There is no such notification channel in this organization." },
  channel_limit: {
    code: "CONFLICT",
    message: "The organization has 20 notification channels, which is as many as it may have. Delete one first.",
  },
  channel_has_no_secret: {
    code: "CONFLICT",
    message: "Only webhooks and calendars have a secret. Change the channel's settings instead.",
  },
  channel_sends_nothing: { code: "CONFLICT", message: "A calendar is read by its receiver: nothing is sent to it." },
  channel_unreadable: {
    code: "CONFLICT",
    message:
      "The channel's secret was stored with another EXCALIBUR_AUTH_SECRET. Delete the channel and create it again.",
  },
  mail_not_configured: {
    code: "CONFLICT",
    message:
      "The server can't send mail. Ask its operator to set EXCALIBUR_SMTP_URL, or choose another kind of channel.",
  },
  delivery_not_found: { code: "NOT_FOUND", message: "There is no such message in the channel's log of 30 days." },
  delivery_waiting: { code: "CONFLICT", message: "This message is waiting to be sent. Look again later." },
} as const;
