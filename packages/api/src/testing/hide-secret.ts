/** Ways in which a key stands in a file that leaked. */
export const HIDING_PLACES = [
  "plain",
  "in a line of configuration",
  "right behind an escape",
  "in JSON escapes",
  "in URL escapes",
  "in URL escapes twice",
  "in base64",
  "in base64 within a longer text",
  "in base64 of the URL alphabet",
  "in base64 broken at 76 characters",
  "in base64 in JSON",
  "in base64 twice",
  "broken over two lines",
  "broken over lines of a mail",
  "broken over strings that are joined",
  "broken in its prefix",
] as const;
export type HidingPlace = (typeof HIDING_PLACES)[number];

/** A text that holds a secret in one of these ways. */
export function hideSecret(secret: string, place: HidingPlace): string {
  const escaped = [...secret].map((character) => character.charCodeAt(0).toString(16));
  switch (place) {
    case "plain":
      return secret;
    case "in a line of configuration":
      return `export EXCALIBUR_API_KEY='${secret}' # production`;
    case "right behind an escape":
      return `"first\\n${secret}"`;
    case "in JSON escapes":
      return `{"key":"${escaped.map((hex) => `\\u00${hex}`).join("")}"}`;
    case "in URL escapes":
      return `https://example.com/?key=${escaped.map((hex) => `%${hex}`).join("")}`;
    case "in URL escapes twice":
      return `next=${encodeURIComponent(`https://example.com/?key=${escaped.map((hex) => `%${hex}`).join("")}`)}`;
    case "in base64":
      return `data:\n  api-key: ${btoa(`${secret}\n`)}`;
    case "in base64 within a longer text":
      return btoa(`{"user":"deploy","EXCALIBUR_API_KEY":"${secret}","more":"of the same"}`);
    case "in base64 of the URL alphabet":
      return btoa(`??>>${secret}`).replaceAll("+", "-").replaceAll("/", "_");
    case "in base64 broken at 76 characters":
      return (btoa(`some words before it, ${secret} and some after it`.repeat(2)).match(/.{1,76}/g) ?? []).join("\n");
    case "in base64 in JSON":
      return JSON.stringify({ data: `${btoa(`key=${secret}`).slice(0, 40)}\n${btoa(`key=${secret}`).slice(40)}` });
    case "in base64 twice":
      return btoa(btoa(`key: ${secret}`));
    case "broken over two lines":
      return `${secret.slice(0, 20)}\n    ${secret.slice(20)}`;
    case "broken over lines of a mail":
      return `> the key is ${secret.slice(0, 30)}=\r\n${secret.slice(30)}`;
    case "broken over strings that are joined":
      return `const key = "${secret.slice(0, 25)}" +\n  "${secret.slice(25)}";`;
    case "broken in its prefix":
      return `${secret.slice(0, 2)}\n${secret.slice(2)}`;
  }
}
