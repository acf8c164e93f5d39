/** Where and how the rows of audit logs are pushed to. */
export interface PushDestination {
  readonly kind: "webhook" | "syslog" | "otlp";
  /** Of the receiver, as its own protocol takes it. For syslog: `tls://host:port`. */
  readonly url: string;
  /** `whsec_…`, of a webhook. */
  readonly secret: string | null;
}

const SYSLOG_PORT = "6514";
const SECRET = /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/;

/**
 * Reads `EXCALIBUR_AUDIT_PUSH_URL`: `https://…` for a webhook, `syslog+tls://host:port`, or `otlp+https://collector:4318`.
 * `http://` and `otlp+http://` are taken as well: the operator knows the network.
 * @returns what is wrong, in words after the setting's name.
 */
export function readPushDestination(
  address: string,
  secret: string | undefined,
): PushDestination | { readonly mistake: string } {
  const { scheme = "", rest = "" } = /^(?<scheme>[a-z+]+):\/\/(?<rest>.+)$/.exec(address)?.groups ?? {};
  const kind = KINDS[scheme];
  const url = kind === undefined ? null : URL.parse(`${kind.scheme}://${rest}`);
  if (kind === undefined || url === null || url.hostname === "") return { mistake: NOT_AN_ADDRESS };
  if (url.username !== "" || url.password !== "") return { mistake: "must hold no user name and no password" };
  if (kind.kind === "webhook") {
    if (secret === undefined || !SECRET.test(secret)) return { mistake: NEEDS_SECRET };
    return { kind: "webhook", url: url.href, secret };
  }
  if (secret !== undefined) return { mistake: "has a secret (EXCALIBUR_AUDIT_PUSH_SECRET), which only webhooks take" };
  if (kind.kind === "syslog") {
    return { kind: "syslog", url: `tls://${url.hostname}:${url.port || SYSLOG_PORT}`, secret: null };
  }
  return { kind: "otlp", url: new URL("v1/logs", url.href.endsWith("/") ? url : `${url.href}/`).href, secret: null };
}

const KINDS: Readonly<Record<string, { kind: PushDestination["kind"]; scheme: string }>> = {
  https: { kind: "webhook", scheme: "https" },
  http: { kind: "webhook", scheme: "http" },
  "syslog+tls": { kind: "syslog", scheme: "tls" },
  "otlp+https": { kind: "otlp", scheme: "https" },
  "otlp+http": { kind: "otlp", scheme: "http" },
};
const NOT_AN_ADDRESS =
  "is none of https://host/path (a webhook), syslog+tls://host:6514 and otlp+https://collector:4318";
const NEEDS_SECRET =
  "is a webhook, which needs EXCALIBUR_AUDIT_PUSH_SECRET: whsec_ and 24 to 64 random bytes in base64";
