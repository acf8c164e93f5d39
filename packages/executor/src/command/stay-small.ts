import { setFlagsFromString } from "node:v8";

// One call every few seconds needs no optimizing compiler: without it the process stays about 15 MB smaller, and without the
// baseline compiler almost another.
// Imported before anything else, so that nothing is compiled the other way first.
setFlagsFromString("--no-opt");
setFlagsFromString("--no-maglev");
setFlagsFromString("--no-sparkplug");
