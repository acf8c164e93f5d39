import { describeFlows } from "./flows/describe-flows.ts";

// The endurance lane walks all of them.
await describeFlows("Chromium", "keyboard", "core");
