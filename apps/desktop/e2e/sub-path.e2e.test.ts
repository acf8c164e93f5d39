import { describeWays } from "./sub-path/describe-ways.ts";

describeWays(["a path that the proxy takes off"]);
