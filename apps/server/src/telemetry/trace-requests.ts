import { AsyncLocalStorage } from "node:async_hooks";
import type { IncomingMessage, ServerResponse } from "node:http";
import {
  defaultTextMapGetter,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
  type Span,
  type Tracer,
} from "@opentelemetry/api";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { isStream } from "../http/is-stream.ts";
import type { Tracing } from "./tracing.ts";

/** Ways of the fast lane, which goes by no route. */
const LANE = /\/(v1\/sync|trpc\/executor\.sync)$/;

interface Options {
  readonly tracer: Tracer;
  /** The names of all procedures: what else stands in an address is not written down. */
  readonly procedures: ReadonlySet<string>;
  readonly dialect: "sqlite" | "postgresql";
}

/** Makes a span for each request, a part of the trace that its header `traceparent` names, and one for each work of the database. */
export function traceRequests({ tracer, procedures, dialect }: Options): Tracing {
  const propagator = new W3CTraceContextPropagator();
  const current = new AsyncLocalStorage<Context>();
  const routes = new WeakMap<IncomingMessage, string>();

  function end(span: Span, request: IncomingMessage, response: ServerResponse): void {
    if (isStream(routes.get(request), response.getHeader("content-type"))) return;
    const path = (request.url ?? "").split("?")[0] ?? "";
    const lane = LANE.exec(path)?.[1];
    const route = routes.get(request) ?? (lane === undefined ? "none" : `/${lane}`);
    span.updateName(`${request.method} ${route}`);
    span.setAttributes({
      "http.request.method": request.method ?? "",
      "http.route": route,
      "http.response.status_code": response.statusCode,
    });
    const called = proceduresIn(path, procedures);
    if (called.length > 0) span.setAttributes({ "rpc.system.name": "trpc", "rpc.method": called.join(",") });
    if (response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  }

  return {
    around: (answer) => (request, response) => {
      const parent = propagator.extract(ROOT_CONTEXT, request.headers, defaultTextMapGetter);
      const span = tracer.startSpan("request", { kind: SpanKind.SERVER }, parent);
      response.once("close", () => end(span, request, response));
      current.run(trace.setSpan(parent, span), answer, request, response);
    },
    noteRoute: (request, route) => void routes.set(request, route),
    timed: async (operation, work) => {
      const attributes = { "db.system.name": dialect, "db.operation.name": operation };
      const context = current.getStore() ?? ROOT_CONTEXT;
      const span = tracer.startSpan(`database ${operation}`, { kind: SpanKind.CLIENT, attributes }, context);
      try {
        return await work();
      } catch (error) {
        // Not the error itself: its words may hold what was asked for.
        span.setStatus({ code: SpanStatusCode.ERROR });
        throw error;
      } finally {
        span.end();
      }
    },
  };
}

function proceduresIn(path: string, procedures: ReadonlySet<string>): string[] {
  const [, names = ""] = /\/trpc\/([\w.,]+)$/.exec(path) ?? [];
  return names.split(",").filter((name) => procedures.has(name));
}
