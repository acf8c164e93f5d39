import type { Failure } from "../server/failure.ts";
import { failureWords } from "../server/failure-words.ts";
import { Callout } from "./callout.tsx";

/** Says inside a form or dialog that what was asked for did not happen. What was typed stays. */
export function FailureCallout({ failure }: { failure: Failure }) {
  const { title, detail } = failureWords(failure);
  return (
    <Callout tone="danger" urgent>
      <span className="font-medium">{title}.</span> {detail}
    </Callout>
  );
}
