import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import type { InstallableFiles } from "../install/installable-files.ts";
import type { Installer } from "../install/installer.ts";

export interface InstallOptions {
  readonly files: InstallableFiles;
  readonly installer: Installer;
}

const PLAIN_TEXT = "text/plain; charset=utf-8";
const NOTHING = { error: { reason: "not_found", message: "There is nothing to install under this name." } };

/**
 * What hosts fetch to become executors: the files of this version, their checksums, and the script that verifies them.
 * Their names stay the same when their content changes, so a cache asks each time whether it still has the right one.
 */
export async function mountInstallRoutes(server: FastifyInstance, { files, installer }: InstallOptions): Promise<void> {
  await server.register(async (scope) => {
    await scope.register(fastifyStatic, {
      root: import.meta.dirname,
      serve: false,
      cacheControl: false,
      contentType: false,
    });
    scope.addHook("onSend", async (_request, reply) => void reply.header("cache-control", "no-cache"));
    scope.get("/install/install.sh", async (_request, reply) =>
      reply.type("text/x-shellscript; charset=utf-8").send(await installer.write()),
    );
    scope.get("/install/SHA256SUMS", async (_request, reply) =>
      reply.type(PLAIN_TEXT).send(await installer.checksums()),
    );
    scope.get<{ Params: { "*": string } }>("/install/*", async (request, reply) => {
      const name = request.params["*"];
      const place = files.find(name);
      const isThere = place !== null && (await files.list()).some((file) => file.name === name);
      if (!isThere) return reply.status(404).send(NOTHING);
      return reply.type(place.contentType).sendFile(name, place.folder);
    });
  });
}
