import type { IncomingMessage, RequestListener } from "node:http";
import type { DatabaseOperation } from "../metrics.ts";

/**
 * Traces of requests. Their attributes come from closed lists: a method, a route's pattern, a procedure's name, a status. No
 * address, header, body, key, id or name is among them.
 */
export interface Tracing {
  /** Around what answers requests. */
  readonly around: (answer: RequestListener) => RequestListener;
  /** Says which route a request takes. @param route its pattern, never an address as it was sent */
  readonly noteRoute: (request: IncomingMessage, route: string) => void;
  /** Does some work of the database as a part of the request that it is for. */
  readonly timed: <Result>(operation: DatabaseOperation, work: () => Promise<Result>) => Promise<Result>;
}
