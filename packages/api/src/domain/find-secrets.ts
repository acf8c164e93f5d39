import { parseSecret } from "./key-secret.ts";

/** How deep what was decoded is decoded again: a key in JSON in base64 in a JSON text. */
const MAX_DEPTH = 3;
/** Base64 characters of a secret's 53 bytes, at least. */
const MIN_BASE64 = 71;
/** Characters of a secret after its prefix. */
const BODY_LENGTH = 49;

/** The beginning of a secret, also one that is broken within it. */
const BEGINNING = /e(?:=?\r?\n\s*)?x(?:=?\r?\n\s*)?[cm](?:=?\r?\n\s*)?_/g;

/** What may break a secret in two: a line break, with what marks the lines around it as one text or one quotation. */
const BREAK = /(?:=|\\|["'`]\s*[+.,]?)?\s*\r?\n[\s>|#*/]*(?:[+.]\s*)?["'`]?/y;
const BODY = /[0-9A-Za-z]+/y;

/** Lines of base64, of either alphabet, one below the other. */
const BASE64 = /[A-Za-z0-9+/_-]{8,}={0,2}(?:\r?\n[ \t]*[A-Za-z0-9+/_-]{2,}={0,2})*/g;

/**
 * Every whole API key and management key in a text: as it is, broken over lines, in JSON and URL escapes, in base64, and in
 * these one within another. A key counts when its checksum fits, so that examples, hashes and keys with a wrong character are
 * none. Asks no server.
 */
export function findSecrets(text: string): string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  let layer = [text];
  for (let depth = 0; depth <= MAX_DEPTH && layer.length > 0; depth++) {
    const next: string[] = [];
    for (const each of layer) {
      if (seen.has(each)) continue;
      seen.add(each);
      for (const secret of plainSecrets(each)) found.add(secret);
      if (depth < MAX_DEPTH) next.push(...decodings(each));
    }
    layer = next;
  }
  return [...found];
}

/** Secrets that stand in a text as they are, or broken over lines. */
function* plainSecrets(text: string): Generator<string> {
  for (const { index, 0: beginning } of text.matchAll(BEGINNING)) {
    const secret = beginning.replaceAll(/[^a-z_]/g, "") + bodyAt(text, index + beginning.length);
    if (parseSecret(secret) !== null || parseSecret(secret, "managementKey") !== null) yield secret;
  }
}

/** The next characters of a secret, over breaks. */
function bodyAt(text: string, start: number): string {
  let body = "";
  let at = start;
  while (body.length < BODY_LENGTH) {
    const part = matchAt(BODY, text, at);
    if (part === "") break;
    body += part;
    at += part.length;
    const gap = body.length < BODY_LENGTH ? matchAt(BREAK, text, at) : "";
    if (gap === "") break;
    at += gap.length;
  }
  return body.slice(0, BODY_LENGTH);
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}

/** What a text may say once its escapes or its base64 are decoded; nothing where there are none. */
function* decodings(text: string): Generator<string> {
  const ofJson = text.replaceAll(/\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([nrt/\\"]))/g, (_, unicode, hex, one) =>
    one === undefined ? fromCode(unicode ?? hex) : (SHORT_ESCAPES[one as string] ?? (one as string)),
  );
  if (ofJson !== text) yield ofJson;
  const ofUrl = text.replaceAll(/%([0-9a-fA-F]{2})/g, (_, hex: string) => fromCode(hex));
  if (ofUrl !== text) yield ofUrl;
  for (const [block] of text.matchAll(BASE64)) yield* base64Decodings(block);
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

function fromCode(hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16));
}

/** Each line of a block for itself, and all of them as one. Where base64 begins within it is not known: four places are tried. */
function* base64Decodings(block: string): Generator<string> {
  const lines = block.split(/\r?\n[ \t]*/);
  const runs = lines.length === 1 ? lines : [...lines, lines.join("")];
  for (const run of runs) {
    if (run.length < MIN_BASE64) continue;
    for (let offset = 0; offset < 4; offset++) {
      const decoded = decodeBase64(run.slice(offset));
      // A key, or what one may be hidden in once more.
      if (/ex[cm]|%[0-9a-f]|\\u|[A-Za-z0-9+/_-]{71}/i.test(decoded)) yield decoded;
    }
  }
}

const VALUES = new Map(
  [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].map((character, value) => [character, value]),
)
  .set("-", 62)
  .set("_", 63);

/** Bytes as characters of the same number. */
function decodeBase64(text: string): string {
  let decoded = "";
  let bits = 0;
  let count = 0;
  for (const character of text) {
    const value = VALUES.get(character);
    if (value === undefined) break;
    bits = ((bits << 6) | value) & 0xffffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    decoded += String.fromCharCode((bits >> count) & 0xff);
  }
  return decoded;
}
