import { instantText } from "./instant-text.ts";
import type { Role } from "./permission-policy.ts";

interface MailText {
  readonly subject: string;
  readonly text: string;
}

/** The mail to an invited person. Its only credential is the link. */
export function invitationMail(invitation: {
  organization: string;
  inviter: string;
  role: Role;
  link: string;
  expiresAt: Date;
}): MailText {
  const { organization, inviter, role, link, expiresAt } = invitation;
  return {
    subject: `${inviter} invites you to ${organization} on Excalibur`,
    text: [
      `${inviter} invites you to join ${organization} on Excalibur as ${role === "admin" ? "an admin" : "a member"}.`,
      `Open this link to accept. It works once, for this address only, until ${instantText(expiresAt, "UTC")}:`,
      link,
      "If you don't know what this is about, ignore this mail: nothing happens.",
    ].join("\n\n"),
  };
}

/** The mail to a member whose password a manager resets. */
export function passwordResetMail(reset: {
  organization: string;
  requester: string;
  link: string;
  expiresAt: Date;
}): MailText {
  const { organization, requester, link, expiresAt } = reset;
  return {
    subject: "Set a new password for Excalibur",
    text: [
      `${requester} of ${organization} asked for a new password for your account on Excalibur.`,
      `Open this link to choose one. It works once, until ${instantText(expiresAt, "UTC")}:`,
      link,
      "If you did not ask for this, tell them. Your password stays as it is until the link is used.",
    ].join("\n\n"),
  };
}
