import type { FastifyInstance } from "fastify";
import { declaredBytes, endUnlessRead, readJsonBody, SMALL_BODY } from "./read-body.ts";
import { RequestProblem } from "./request-problem.ts";

/** Every body is JSON and small, unless a route reads its own. An answer before the body was read closes the connection. */
export function limitBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  const parseJson = server.getDefaultJsonParser("error", "error");
  server.addContentTypeParser("application/json", (request, payload, done) => {
    if (declaredBytes(request) > SMALL_BODY.bytes) return done(new RequestProblem(413));
    readJsonBody(payload, SMALL_BODY, (problem, text) => {
      if (problem === null) void parseJson(request, text, done);
      else done(problem);
    });
  });
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
