/** A mail of plain text to one person. */
export interface MailMessage {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Sends mail. @returns whether a mail server accepted it. Never throws: a failure is logged. */
export type SendMail = (message: MailMessage) => Promise<boolean>;
