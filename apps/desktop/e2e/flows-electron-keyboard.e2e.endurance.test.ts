import { describeFlows } from "./flows/describe-flows.ts";

await describeFlows("Electron", "keyboard", "asksHost");
