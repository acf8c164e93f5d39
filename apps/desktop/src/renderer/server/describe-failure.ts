import type { UnreachableCause } from "../../shared/host-bridge.ts";
import type { Failure } from "./failure.ts";
import { serverName } from "./server-name.ts";

interface FailureText {
  title: string;
  detail: string;
}

/** Why a server can't be reached, and what to look at next. */
export const UNREACHABLE_MESSAGES: Record<UnreachableCause, (address: string) => string> = {
  refused: (address) => `Nothing listens at ${address}. Is the server running?`,
  unknownHost: (address) => `The name in ${address} can't be found. Check the address, or your network.`,
  timeout: (address) =>
    `No answer came in time from ${address}. The server may be busy, or a firewall in between drops the connection.`,
  certificate: (address) =>
    `This system does not trust the TLS certificate of ${address}. Add the authority that issued it, or use another address.`,
  redirect: (address) =>
    `A redirect leads away from ${address}. Enter the address it leads to, often the same one with https://.`,
  network: (address) => `Nothing came back from ${address}. The server may be down, or the network between may be.`,
};

/** A failure for people: what happened, and what to do next. */
export function describeFailure(failure: Failure): FailureText {
  switch (failure.kind) {
    case "refused":
      return { title: REFUSAL_TITLES[failure.reason] ?? "The server refused this", detail: failure.message };
    case "unreachable":
      return { title: "The server can't be reached", detail: UNREACHABLE_MESSAGES[failure.cause](serverName()) };
    case "notExcalibur":
      return {
        title: "Something else answered",
        detail:
          "What came back is not from Excalibur. A proxy may have stepped in, or the address belongs to another service.",
      };
    case "fault": {
      const quote =
        failure.requestId === null
          ? ""
          : ` If it happens again, ask the server's administrator to look for request ${failure.requestId}.`;
      return { title: "That did not work", detail: `${failure.message} Try again.${quote}` };
    }
  }
}

const REFUSAL_TITLES: Partial<Record<(Failure & { kind: "refused" })["reason"], string>> = {
  not_signed_in: "Your session has ended",
  not_permitted: "Your role does not allow this",
  no_organization: "You are no longer a member here",
  organization_inactive: "This organization is deactivated",
  key_not_found: "This key does not exist",
  executor_not_found: "This executor does not exist",
  key_changed: "Someone else was faster",
  unavailable: "The server can't use its database",
  busy: "The server is busy",
  sign_in_expired: "This sign-in has ended",
  rate_limited: "Too many attempts",
  too_many_subscriptions: "Too many windows",
};
