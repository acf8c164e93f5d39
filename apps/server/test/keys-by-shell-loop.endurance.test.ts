import { tryKeysByShellLoop } from "./trials/keys-by-shell-loop.ts";
import { trialSize } from "../../../scripts/trial-size.ts";

tryKeysByShellLoop(trialSize(40, 300));
