/** What an executor written in TypeScript links. */
export { connectExecutor, type ConnectOptions } from "./connect/connect-executor.ts";
export type { ExecutorConnection } from "./connect/executor-connection.ts";
export type {
  ConnectionEvents,
  ConnectionState,
  ConnectionStatus,
  EndOfConnection,
} from "./connect/connection-events.ts";
export { systemClock, type Clock } from "./connect/clock.ts";
export { DEFAULT_PACE, type Pace } from "./connect/pace.ts";
export {
  afterWait,
  decideNextStep,
  FRESH,
  type Decision,
  type NextStep,
  type RetryState,
} from "./connect/next-step.ts";
export { fixedKey, type CredentialSource } from "./credential/credential-source.ts";
export { keyFile, type KeyFileOptions } from "./credential/key-file.ts";
export { keptKey, type StateStorage, type StoredState } from "./credential/kept-key.ts";
export { stateDirectory } from "./credential/state-directory.ts";
export { keyFromDescriptor } from "./credential/key-descriptor.ts";
export { readKey, type KeyReading } from "./credential/key-problem.ts";
export { httpFetch } from "./sync/http-fetch.ts";
export type { ProxyEnvironment } from "./proxy/choose-proxy.ts";
export type { RefusedReason, SyncOutcome, UnreachableCause } from "./sync/outcome.ts";
export type { SyncFetch, SyncRequest, SyncResponse } from "./sync/sync-fetch.ts";
