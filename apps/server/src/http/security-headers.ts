import helmet, { type FastifyHelmetOptions } from "@fastify/helmet";
import type { FastifyInstance } from "fastify";

/** What programs are spoken to by. Everything else may be opened in a browser as a page. */
const DATA = /^\/(?:api|trpc|v1)\//;

/** The console runs its own files and speaks to its own server, nothing else; no other site may frame it. */
const PAGE_HEADERS = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", "data:"],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  referrerPolicy: { policy: "no-referrer" },
  crossOriginEmbedderPolicy: false,
} satisfies FastifyHelmetOptions;

/**
 * Data is never a page: it is not to be sniffed, shown, framed or read by another site. The other headers speak to pages
 * alone, and would be most of what a sync's answer weighs.
 */
const DATA_HEADERS = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  },
  crossOriginEmbedderPolicy: false,
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  referrerPolicy: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xFrameOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
} satisfies FastifyHelmetOptions;

/** Tells browsers what an answer is not to be used for, by what it is: data for programs, or a page. */
export async function addSecurityHeaders(server: FastifyInstance, { overTls }: { overTls: boolean }): Promise<void> {
  server.addHook("onRoute", (route) => {
    if (DATA.test(route.url)) route.helmet = DATA_HEADERS;
  });
  await server.register(helmet, { ...PAGE_HEADERS, hsts: overTls });
}
