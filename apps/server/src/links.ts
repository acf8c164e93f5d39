import type { LinkBook } from "@excalibur/api/server";

/** Addresses of this server that are handed to people. @param url where they reach it, without a slash at the end. */
export function createLinks(url: () => string): LinkBook {
  return {
    write: (path, token) => `${url()}${path}#${token}`,
    calendar: (token) => `${url()}/calendar/${token}.ics`,
  };
}
