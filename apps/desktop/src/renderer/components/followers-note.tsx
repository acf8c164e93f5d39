import type { KeyFollowers } from "@excalibur/api/contract";
import { describeFollowers } from "./describe-followers.ts";

/** Says in a question what becomes of the keys that executors have made to follow those that it is about. */
export function FollowersNote({ followers }: { followers: KeyFollowers }) {
  return describeFollowers(followers, { isDone: false }).map((sentence) => (
    <p key={sentence} className="[overflow-wrap:anywhere]">
      {sentence}
    </p>
  ));
}
