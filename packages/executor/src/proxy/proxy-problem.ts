import { proxyPort, shownProxy, type Proxy } from "./choose-proxy.ts";

/** The proxy did not let a request through, or could not be reached. The message is for people. */
export class ProxyProblem extends Error {
  readonly proxy: Proxy | null;

  constructor(proxy: Proxy | null, message: string) {
    super(message);
    this.proxy = proxy;
  }
}

/** Something failed beyond the proxy: `cause` says what. */
export class FailedBeyondProxy extends Error {
  readonly proxy: Proxy;

  constructor(proxy: Proxy, cause: unknown) {
    super("The request failed beyond the proxy.", { cause });
    this.proxy = proxy;
  }
}

/** What a proxy answered instead of connecting. @param target host and port of the server. */
export function answeredByProxy(proxy: Proxy, status: number, target: string): ProxyProblem {
  const shown = `The proxy ${shownProxy(proxy)}`;
  return new ProxyProblem(proxy, `${shown} ${STATUS_PROBLEMS[status]?.(proxy, target) ?? otherAnswer(status, target)}`);
}

const unreached = (status: number) => (_: Proxy, target: string) => `could not reach ${target} (${status}).`;

const STATUS_PROBLEMS: Readonly<Record<number, (proxy: Proxy, target: string) => string>> = {
  403: (_, target) => `does not allow connections to ${target} (403). Have it allowed there.`,
  407: ({ url, variable }) =>
    url.username === ""
      ? `asks for a user name and a password (407). Put them into ${variable}: ${url.protocol}//USER:PASSWORD@${url.hostname}:${proxyPort(url)}`
      : `does not accept the user name and password in ${variable} (407).`,
  502: unreached(502),
  503: unreached(503),
  504: unreached(504),
};

const otherAnswer = (status: number, target: string) => `answered ${status} instead of connecting to ${target}.`;

/** The proxy could not be asked. @param code of Node's error. */
export function unreachableProxy(proxy: Proxy, code: string): ProxyProblem {
  const words = ERROR_PROBLEMS[code] ?? `can't be reached: ${code}.`;
  return new ProxyProblem(proxy, `The proxy ${shownProxy(proxy)} ${words}`);
}

const CLOSED = "closed the connection without an answer.";
const NOT_TRUSTED = "has a certificate that this machine does not trust. Name its CA file in NODE_EXTRA_CA_CERTS.";
const NO_TLS = "does not speak TLS. Should its address start with http:// ?";

const ERROR_PROBLEMS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "can't be reached: nothing accepts connections there.",
  ENOTFOUND: "can't be reached: its host name is not known (DNS).",
  EAI_AGAIN: "can't be reached: the name service (DNS) does not answer.",
  EHOSTUNREACH: "can't be reached: there is no way through the network to it.",
  ENETUNREACH: "can't be reached: there is no way through the network to it.",
  ETIMEDOUT: "did not answer in time.",
  ECONNRESET: CLOSED,
  EPIPE: CLOSED,
  HPE_INVALID_CONSTANT: "does not speak HTTP.",
  EPROTO: NO_TLS,
  ERR_SSL_WRONG_VERSION_NUMBER: NO_TLS,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: NO_TLS,
  ERR_TLS_CERT_ALTNAME_INVALID: "has a certificate for another host name.",
  CERT_HAS_EXPIRED: "has a certificate that has expired, or this machine's clock is wrong.",
  DEPTH_ZERO_SELF_SIGNED_CERT: NOT_TRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: NOT_TRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: NOT_TRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: NOT_TRUSTED,
};
