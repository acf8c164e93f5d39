import type http from "node:http";
import type https from "node:https";
import { createRequire } from "node:module";
import type tls from "node:tls";

const require = createRequire(import.meta.url);

/**
 * Node's HTTP, by `require`: an `import` of it reads all its exports, `WebSocket` among them, and so loads all of the
 * built-in fetch, 13 MB that an executor has no use for.
 */
export function nodeHttp(): typeof http {
  return require("node:http");
}

export function nodeHttps(): typeof https {
  return require("node:https");
}

/** Only those who speak TLS need it. */
export function nodeTls(): typeof tls {
  return require("node:tls");
}
