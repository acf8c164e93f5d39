import { tryCrashes } from "./trials/crash.ts";

tryCrashes(10);
