/** Why a text is not such a value. */
export class Wrong {
  readonly why: string;

  constructor(why: string) {
    this.why = why;
  }
}

/** Where to listen. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** Reads the address of a server, without a slash at its end. */
export function readServerUrl(text: string): string | Wrong {
  if (text === "") return "";
  if (!URL.canParse(text)) return new Wrong("This is not a URL. Write it like https://excalibur.example.com");
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    return new Wrong("A server is reached by https:// or http://. Write it like https://excalibur.example.com");
  }
  if (url.username !== "" || url.password !== "") return new Wrong("A URL must not hold a user name or password.");
  if (url.search !== "" || url.hash !== "") return new Wrong("Leave out everything from '?' or '#' on.");
  return (url.origin + url.pathname).replace(/\/+$/, "");
}

/** Reads `HOST:PORT`; an IPv6 address stands in square brackets. */
export function readAddress(text: string): ListenAddress | Wrong {
  const [, bracketed, plain, digits] = /^(?:\[([0-9A-Fa-f:.]+)\]|([^\s:[\]]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  if (host === undefined || port > 65_535)
    return new Wrong("Write it as HOST:PORT, like 127.0.0.1:9464 or [::1]:9464.");
  return { host, port };
}

export function readYesOrNo(text: string): boolean | Wrong {
  if (/^(true|yes|on|1)$/i.test(text)) return true;
  if (/^(false|no|off|0)$/i.test(text)) return false;
  return new Wrong("It is 'true' or 'false'.");
}
