import { Callout } from "../../ui/callout.tsx";
import { FailureCallout } from "../../ui/failure-callout.tsx";
import type { SignInOutcome } from "./sign-in.ts";

interface SignInRefusedProps {
  outcome: SignInOutcome;
  /** The message for a wrong password or code. */
  wrong: string;
}

/** Why the sign-in failed. */
export function SignInRefused({ outcome, wrong }: SignInRefusedProps) {
  switch (outcome.kind) {
    case "signedIn":
    case "codeNeeded":
      return null;
    case "wrong":
      return (
        <Callout tone="danger" urgent>
          {wrong}
        </Callout>
      );
    case "tooMany":
      return (
        <Callout tone="danger" urgent>
          Too many wrong attempts. Try again {waitingTime(outcome.retryAfterSeconds)}.
        </Callout>
      );
    case "failed":
      return <FailureCallout failure={outcome.failure} />;
  }
}

function waitingTime(seconds: number | null): string {
  if (seconds === null) return "later";
  return seconds < 90 ? `in ${seconds} seconds` : `in ${Math.ceil(seconds / 60)} minutes`;
}
