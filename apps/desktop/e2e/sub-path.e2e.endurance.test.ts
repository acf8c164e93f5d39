import { describeWays } from "./sub-path/describe-ways.ts";

describeWays(["a path that the proxy takes off", "a path of two names that the proxy passes on", "no path"]);
