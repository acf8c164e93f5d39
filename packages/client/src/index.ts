/** What a program in TypeScript or JavaScript needs to manage an organization with a management key. */
export type { RouterInputs as Inputs, RouterOutputs as Outputs } from "@excalibur/api";
export type { RefusalReason } from "@excalibur/api/contract";
export { createClient, type CallResponse, type Client, type ClientOptions } from "./create-client.ts";
export { failureOf, type Failure } from "./failure-of.ts";
