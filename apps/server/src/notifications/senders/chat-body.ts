import { instantText, type NotificationMessage } from "@excalibur/api/server";

/** Hosts of Microsoft's workflows, which take cards in place of text. */
const TEAMS_HOSTS = /(^|\.)(logic\.azure\.(com|us|cn)|powerplatform\.(com|us|cn)|webhook\.office\.com)$/;
/** Characters of a text: far below what each of them takes. */
const LONGEST_TEXT = 4_000;
/** Invisible, and no part of any name: `textProblem` refuses it there. */
const BREAK = "\u200b";

/** The JSON of a message for an incoming hook: cards for Teams, text for Slack, Mattermost and others that follow Slack. */
export function chatBody(message: NotificationMessage, host: string): object {
  return TEAMS_HOSTS.test(host) ? teamsCard(message) : { text: slackText(message) };
}

/**
 * Names in a text must not notify a channel, become links or format it. Slack reads `<!channel>` and `<https://…|…>`; Mattermost
 * also `@channel`, `[…](…)` and addresses.
 */
function slackText(message: NotificationMessage): string {
  const lines = linesOf(message).map(escapeMarkup).join("\n");
  const text = lines.length > LONGEST_TEXT ? `${cut(lines)}…` : lines;
  return message.link === null ? text : `${text}\n${message.link}`;
}

function escapeMarkup(line: string): string {
  return line
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/@|\]|:(?=\/\/)|www(?=\.)/gi, (mark) => `${mark}${BREAK}`);
}

/** Neither in the middle of a character nor of an escaped one. */
function cut(text: string): string {
  return text.slice(0, LONGEST_TEXT).replace(/[\ud800-\udbff]$|&[a-z]{0,3}$/, "");
}

/** Runs of text are shown as they are: nothing in them is markup. */
function teamsCard(message: NotificationMessage): object {
  const [title = "", ...lines] = linesOf(message).map((line) => (line.length > LONGEST_TEXT ? cut(line) : line));
  const block = (text: string, style: object) => ({
    type: "RichTextBlock",
    inlines: [{ type: "TextRun", text, ...style }],
  });
  const content = {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.4",
    body: [block(title, { weight: "Bolder", size: "Medium" }), ...lines.map((line) => block(line, {}))],
    actions: message.link === null ? [] : [{ type: "Action.OpenUrl", title: "Open in Excalibur", url: message.link }],
  };
  return { type: "message", attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", content }] };
}

function linesOf({ level, organization, title, text, facts, at }: NotificationMessage): string[] {
  const urgency = level === "info" ? "" : `${level === "critical" ? "Critical" : "Warning"}: `;
  return [
    `${urgency}${title}`,
    text,
    ...facts.map(({ label, value }) => `${label}: ${value}`),
    `${organization.name}, ${instantText(at, organization.timeZone)}`,
  ];
}
