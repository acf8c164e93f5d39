import { lookup, type LookupAddress, type LookupAllOptions } from "node:dns";
import type { LookupFunction } from "node:net";
import { clock } from "../../clock.ts";
import { isAllowedHost, type AllowedInside } from "./allowed-inside.ts";
import { judgeAddress } from "./judge-address.ts";

/** An address that messages may not be sent to. Its message is for people, and names no address inside. */
export class RefusedAddressError extends Error {
  override readonly name = "RefusedAddressError";
}

const INSIDE =
  "The address leads to this machine, a private network or a reserved range. Use a public address, or have the operator " +
  "of the server name its host in EXCALIBUR_ALLOW_PRIVATE_WEBHOOKS.";
const PLAIN = "The address begins with http://, so that everyone on the way can read messages. Use https://.";
const NOT_HTTP = "This is no https:// address.";
const PASSWORD_IN_ADDRESS = "The address holds a user name or password. Leave it out: messages are signed instead.";

/**
 * What is wrong with the text of an address, in words; null when nothing is. Names are not resolved here: whether a name leads
 * inside is known when it is connected to. `URL` has read hosts such as `0x7f.1`, `127.1` and `2130706433` as the addresses
 * that they are.
 */
export function addressProblem(text: string, allowed: AllowedInside): string | null {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return NOT_HTTP;
  if (url.username !== "" || url.password !== "") return PASSWORD_IN_ADDRESS;
  const host = hostOf(url);
  if (isAllowedHost(host, allowed) || !isAddress(host)) return null;
  return problemOf(judgeAddress(host, allowed), isPlain(url));
}

/** Finds every address of a name, as `dns.lookup` does. */
export type Resolve = (
  host: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Resolves names for the connections to one URL, and refuses what leads inside. It is asked by each connection, and the
 * connection goes to what it answers: a name that changes in between (DNS rebinding) gains nothing.
 * @param resolve the system's resolver, but in tests
 */
export function createGuardedLookup(url: URL, allowed: AllowedInside, resolve: Resolve = lookup): LookupFunction {
  return (host, options, callback) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      const refused = error ?? (isAllowedHost(hostOf(url), allowed) ? null : refuseAmong(addresses, url, allowed));
      const [first] = error === null ? addresses : [];
      if (refused !== null || first === undefined) callback(refused ?? notFound(), "", 0);
      else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

/** Milliseconds that a person who saves an address waits for the look-up of its name. */
const LOOK_UP_LIMIT_MS = 3_000;

/**
 * What is wrong with an address for a person who saves it, in words; null when nothing is known to be. A name that is not found,
 * or not in time, passes: each connection asks again.
 */
export async function findAddressProblem(
  text: string,
  allowed: AllowedInside,
  resolve?: Resolve,
): Promise<string | null> {
  const problem = addressProblem(text, allowed);
  if (problem !== null) return problem;
  const url = new URL(text);
  return new Promise((judged) => {
    const callOff = clock.after(LOOK_UP_LIMIT_MS, () => judged(null));
    createGuardedLookup(url, allowed, resolve)(hostOf(url), { all: true }, (error) => {
      callOff();
      judged(error instanceof RefusedAddressError ? error.message : null);
    });
  });
}

/** One address inside among several is enough. */
function refuseAmong(
  addresses: readonly LookupAddress[],
  url: URL,
  allowed: AllowedInside,
): RefusedAddressError | null {
  for (const { address } of addresses) {
    const problem = problemOf(judgeAddress(address, allowed), isPlain(url));
    if (problem !== null) return new RefusedAddressError(problem);
  }
  return null;
}

function problemOf(judgement: ReturnType<typeof judgeAddress>, plain: boolean): string | null {
  if (judgement === "inside") return INSIDE;
  return judgement === "public" && plain ? PLAIN : null;
}

function notFound(): Error {
  return Object.assign(new Error("The name has no address."), { code: "ENOTFOUND" });
}

/** Without the brackets of an IPv6 address, and without the dot at the end of a complete name. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
}

function isAddress(host: string): boolean {
  return host.includes(":") || /^[\d.]+$/.test(host);
}

function isPlain({ protocol }: URL): boolean {
  return protocol === "http:";
}
