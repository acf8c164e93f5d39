import { readCalendar, refuse, type GuessLimit, type Services } from "@excalibur/api/server";
import type { FastifyInstance } from "fastify";
import { ChangeLimit } from "../../change-limit.ts";
import { writeCalendar } from "./write-calendar.ts";

export const CALENDAR_PATH = "/calendar";

/** How often one calendar is read: a team's programs each ask every few minutes. */
const READS = { allowed: 60, windowSeconds: 60 };
const TOKEN = /^([\w-]{43})\.ics$/;

interface Options {
  readonly services: Services;
  /** Where people reach the server. */
  readonly url: () => string;
  /** Wrong tokens by the address they come from. */
  readonly guesses: GuessLimit;
}

/**
 * `GET /calendar/<token>.ics`: expiries for programs that can't sign in. The token is their only credential, so it is stored as
 * a hash, and the address is in no log: requests are not logged, and traces and metrics have the pattern alone.
 */
export function mountCalendarRoute(server: FastifyInstance, { services, url, guesses }: Options): void {
  const reads = new ChangeLimit(READS);
  server.get<{ Params: { file: string } }>(`${CALENDAR_PATH}/:file`, async (request, reply) => {
    reply.header("cache-control", "private, no-store").header("x-robots-tag", "noindex");
    const token = TOKEN.exec(request.params.file)?.[1];
    const calendar =
      token === undefined
        ? null
        : await guesses.judge(request.ip, async () => {
            const retryAfterMs = await reads.take(services.secrets.hash(token));
            if (retryAfterMs !== null) throw refuse("rate_limited", { retryAfterMs });
            return readCalendar(services, token);
          });
    if (calendar === null) {
      const message = "There is no calendar at this address, or its address was revoked.";
      return reply.status(404).send({ error: { reason: "not_found", message } });
    }
    const { organization, expiries } = calendar;
    const base = url();
    return reply.type("text/calendar; charset=utf-8").send(
      writeCalendar({
        organization,
        expiries: expiries.map((each) => ({ ...each, link: `${base}/o/${organization.slug}/keys/${each.keyId}` })),
        host: new URL(base).hostname,
        writtenAt: services.now(),
      }),
    );
  });
}
