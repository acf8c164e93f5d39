import type { Failure } from "../server/failure.ts";
import { describeFailure } from "../server/describe-failure.ts";
import { Callout } from "./callout.tsx";

/** Says inside a form or dialog that what was asked for did not happen. What was typed stays. */
export function FailureCallout({ failure }: { failure: Failure }) {
  const { title, detail } = describeFailure(failure);
  return (
    <Callout tone="danger" urgent>
      <span className="font-medium">{title}.</span> {detail}
    </Callout>
  );
}
