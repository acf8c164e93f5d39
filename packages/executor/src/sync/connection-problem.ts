import { shownProxy } from "../proxy/choose-proxy.ts";
import { FailedBeyondProxy, ProxyProblem } from "../proxy/proxy-problem.ts";
import type { UnreachableCause } from "./outcome.ts";
import { plainText } from "./plain-text.ts";
import { field } from "./sync-answer.ts";

interface ConnectionProblem {
  readonly cause: UnreachableCause;
  readonly message: string;
}

const NAME_UNKNOWN = ["name_unknown", "The host name of the server is not known (DNS). Check the URL."] as const;
const NOT_TRUSTED = [
  "tls",
  "The server's certificate was not issued by an authority that this machine trusts. Name its CA file in NODE_EXTRA_CA_CERTS.",
] as const;
const CLOSED = ["no_connection", "The connection was closed before the server answered."] as const;
const TOO_LATE = ["timeout", "The server did not answer in time."] as const;
const NO_WAY = ["no_connection", "There is no way through the network to the server."] as const;

/** Codes of Node's system errors, of OpenSSL and of undici, and what each means. */
const PROBLEMS: Readonly<Record<string, readonly [UnreachableCause, string]>> = {
  ENOTFOUND: NAME_UNKNOWN,
  EAI_AGAIN: ["name_unknown", "The name service (DNS) does not answer."],
  ECONNREFUSED: [
    "no_connection",
    "Nothing accepts connections there: the server is not running, or the port is wrong.",
  ],
  ECONNRESET: CLOSED,
  EPIPE: CLOSED,
  UND_ERR_SOCKET: CLOSED,
  EHOSTUNREACH: NO_WAY,
  ENETUNREACH: NO_WAY,
  ETIMEDOUT: TOO_LATE,
  UND_ERR_CONNECT_TIMEOUT: TOO_LATE,
  CERT_HAS_EXPIRED: ["tls", "The server's certificate has expired, or this machine's clock is wrong."],
  CERT_NOT_YET_VALID: ["tls", "The server's certificate is not valid yet, or this machine's clock is wrong."],
  ERR_TLS_CERT_ALTNAME_INVALID: ["tls", "The server's certificate is for another host name."],
  DEPTH_ZERO_SELF_SIGNED_CERT: NOT_TRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: NOT_TRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: NOT_TRUSTED,
  UNABLE_TO_GET_ISSUER_CERT: NOT_TRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: NOT_TRUSTED,
  EPROTO: ["tls", "The server does not speak TLS there. Should the URL start with http:// ?"],
  ERR_SSL_WRONG_VERSION_NUMBER: ["tls", "The server does not speak TLS there. Should the URL start with http:// ?"],
  ERR_SSL_PACKET_LENGTH_TOO_LONG: ["tls", "The server does not speak TLS there. Should the URL start with http:// ?"],
  HPE_INVALID_CONSTANT: [
    "foreign_answer",
    "What answers there does not speak HTTP. Should the URL start with https:// ?",
  ],
};

/** Puts an error of the network into words for a person. `fetch` wraps the real one in `cause`. */
export function describeConnectionProblem(error: unknown): ConnectionProblem {
  if (error instanceof ProxyProblem) return { cause: "proxy", message: error.message };
  if (error instanceof FailedBeyondProxy) {
    const { cause, message } = describeConnectionProblem(error.cause);
    return { cause, message: `${message} The way leads through the proxy ${shownProxy(error.proxy)}.` };
  }
  const code = codeOf(error) ?? codeOf(field(error, "cause"));
  const known = code === null ? undefined : PROBLEMS[code];
  if (known !== undefined) return { cause: known[0], message: known[1] };
  const words = plainText(field(field(error, "cause"), "message")) ?? plainText(field(error, "message"));
  return { cause: "no_connection", message: `The connection failed: ${code ?? words ?? "no reason was given"}.` };
}

/** Puts into words that there was no answer in time, by what came of the attempt that was given up. */
export function describeTimeout(error: unknown, timeoutMs: number): ConnectionProblem {
  const seconds = `${timeoutMs / 1000} s`;
  if (error instanceof ProxyProblem && error.proxy !== null) {
    return { cause: "proxy", message: `The proxy ${shownProxy(error.proxy)} did not answer within ${seconds}.` };
  }
  const way = error instanceof FailedBeyondProxy ? ` by way of the proxy ${shownProxy(error.proxy)}` : "";
  return { cause: "timeout", message: `The server did not answer within ${seconds}${way}.` };
}

function codeOf(error: unknown): string | null {
  const code = field(error, "code");
  return typeof code === "string" ? code : null;
}
