import { describeFlows } from "./flows/describe-flows.ts";

await describeFlows("Chromium", "keyboard", "all");
