import { instantText, type NotificationMessage } from "@excalibur/api/server";
import { escapeUTF8 } from "entities/escape";

/** The parts of a mail about a message. Everything in the second part is escaped: names are text, not markup. */
export interface MailParts {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** @param unsubscribe where the receiver ends these mails */
export function mailParts(message: NotificationMessage, unsubscribe: string): MailParts {
  const { organization, title, text, facts, link, at } = message;
  const when = instantText(at, organization.timeZone);
  const source = `${organization.name} on Excalibur, ${when}`;
  return {
    subject: `[${organization.name}] ${title}`,
    text: [
      title,
      text,
      facts.map(({ label, value }) => `${label}: ${value}`).join("\n"),
      link ?? "",
      `-- \n${source}`,
      `No more of these mails: ${unsubscribe}`,
    ]
      .filter((part) => part !== "")
      .join("\n\n"),
    html: [
      '<!doctype html><html lang="en"><head><meta charset="utf-8"></head>',
      '<body style="font-family:sans-serif;line-height:1.5;max-width:40em">',
      paragraph(`<strong>${escapeUTF8(title)}</strong>`),
      ...text.split("\n").map((line) => paragraph(escapeUTF8(line))),
      facts.length === 0 ? "" : `<table>${facts.map(({ label, value }) => row(label, value)).join("")}</table>`,
      link === null ? "" : paragraph(anchor(link, "Open in Excalibur")),
      paragraph(`<small>${escapeUTF8(source)}</small>`),
      paragraph(`<small>${anchor(unsubscribe, "No more of these mails")}</small>`),
      "</body></html>",
    ].join("\n"),
  };
}

function paragraph(html: string): string {
  return `<p dir="auto">${html}</p>`;
}

function row(label: string, value: string): string {
  return `<tr><th align="left" valign="top">${escapeUTF8(label)}</th><td dir="auto">${escapeUTF8(value)}</td></tr>`;
}

function anchor(address: string, text: string): string {
  return `<a href="${escapeUTF8(address)}">${escapeUTF8(text)}</a>`;
}
