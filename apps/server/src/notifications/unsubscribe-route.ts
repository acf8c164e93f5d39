import { unsubscribeAddress, type Services } from "@excalibur/api/server";
import type { FastifyInstance, FastifyReply } from "fastify";
import { UNSUBSCRIBE_PATH, type UnsubscribeLinks } from "./senders/unsubscribe-links.ts";

interface Params {
  readonly organizationId: string;
  readonly channelId: string;
  readonly token: string;
}

const LONGEST_BODY = 1_024;

/**
 * The link at the end of a mail. Opening it asks, since programs that scan mails open links too; its button ends the mails, and so
 * does a mail program by one click (RFC 8058). Both post a form, whose content does not matter.
 */
export async function mountUnsubscribeRoute(
  server: FastifyInstance,
  { services, links }: { services: Services; links: UnsubscribeLinks },
): Promise<void> {
  await server.register(async (scope) => {
    scope.addContentTypeParser(
      ["application/x-www-form-urlencoded", "multipart/form-data"],
      { parseAs: "string", bodyLimit: LONGEST_BODY },
      (_request, _body, done) => done(null, null),
    );
    scope.addHook("onRequest", async (_request, reply) => void reply.header("cache-control", "no-store"));
    const path = `${UNSUBSCRIBE_PATH}/:organizationId/:channelId/:token`;
    scope.get(path, async (_request, reply) => sendPage(reply, ASK));
    scope.post<{ Params: Params }>(path, async ({ params, ip }, reply) => {
      const { organizationId, channelId, token } = params;
      const pick = (addresses: readonly string[]) => links.find(params, addresses, token);
      const found = await unsubscribeAddress(services, { organizationId, channelId, pick, sourceAddress: ip });
      return sendPage(reply.status(found ? 200 : 404), found ? DONE : UNKNOWN);
    });
  });
}

const ASK =
  '<p>No more mails of this channel to your address?</p><form method="post"><button>Unsubscribe</button></form>';
const DONE =
  "<p>You get no more mails of this channel. An owner or admin of the organization can add your address again.</p>";
const UNKNOWN = "<p>Your address gets no mails of this channel.</p>";

function sendPage(reply: FastifyReply, body: string): FastifyReply {
  const head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Excalibur</title>';
  return reply
    .type("text/html; charset=utf-8")
    .send(
      `<!doctype html><html lang="en"><head>${head}</head><body><main><h1>Excalibur</h1>${body}</main></body></html>`,
    );
}
