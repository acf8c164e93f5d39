import type { CodeView } from "@excalibur/api/contract";
import type { OneTimeSecret } from "../../../components/one-time-secret/one-time-secret.ts";

/** A code for many hosts, shown this once. */
export interface FleetCode {
  code: CodeView;
  /** The code as it is typed. */
  secret: OneTimeSecret;
  /** Where hosts reach the server. */
  serverUrl: string;
}
