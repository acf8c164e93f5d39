import type { FastifyInstance } from "fastify";
import { declaredBytes, endUnlessRead, readJsonBody, SMALL_BODY, type BodyLimits } from "./read-body.ts";
import { RequestProblem } from "./request-problem.ts";

/** Every body is JSON and small, unless a route reads its own. An answer before the body was read closes the connection. */
export function limitBodies(server: FastifyInstance): void {
  readJsonWithin(server, SMALL_BODY);
  let isStopping = false;
  server.addHook("preClose", async () => {
    isStopping = true;
  });
  server.addHook("onSend", async (request, reply) => {
    // Fastify ends the connection of a request whose body can't be used, by a reset where more of it comes: then the
    // client may not get the answer.
    if (!isStopping && !request.raw.complete) reply.removeHeader("connection");
  });
  server.addHook("onResponse", async (request) => endUnlessRead(request.raw));
}

/** Has the routes of a scope read bodies of JSON within some limits, and no others. */
export function readJsonWithin(scope: FastifyInstance, limits: BodyLimits): void {
  scope.removeAllContentTypeParsers();
  const parseJson = scope.getDefaultJsonParser("error", "error");
  scope.addContentTypeParser("application/json", (request, payload, done) => {
    if (declaredBytes(request) > limits.bytes) return done(new RequestProblem(413));
    readJsonBody(payload, limits, (problem, text) => {
      if (problem === null) void parseJson(request, text, done);
      else done(problem);
    });
  });
}
