/** A mail of plain text to one person. */
export interface MailMessage {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Sends mail. @returns whether a mail server took it; it never throws, and says why not in the log. */
export type SendMail = (message: MailMessage) => Promise<boolean>;
