import { describe, expect, test } from "vitest";
import { chooseProxy, shownProxy, type ProxyEnvironment } from "./choose-proxy.ts";

const SERVER = "https://keys.corp.test";
const PROXY = "http://proxy.corp.test:3128";

/** The proxy as it is shown, or why there is none. */
function way(environment: ProxyEnvironment, server = SERVER): string {
  const choice = chooseProxy(new URL(server), environment);
  if (choice.kind === "proxy") return shownProxy(choice.proxy);
  return choice.kind === "direct" ? choice.reason : choice.problem;
}

describe("the proxy", () => {
  test.each([
    [{ HTTPS_PROXY: PROXY }, SERVER, `${PROXY} (HTTPS_PROXY)`],
    [{ https_proxy: PROXY }, SERVER, `${PROXY} (https_proxy)`],
    [{ HTTP_PROXY: PROXY }, "http://keys.corp.test", `${PROXY} (HTTP_PROXY)`],
    [{ http_proxy: PROXY }, "http://keys.corp.test:4700", `${PROXY} (http_proxy)`],
    [{ ALL_PROXY: PROXY }, SERVER, `${PROXY} (ALL_PROXY)`],
    [{ all_proxy: PROXY }, "http://keys.corp.test", `${PROXY} (all_proxy)`],
    [{ ALL_PROXY: "http://other:1", HTTPS_PROXY: PROXY }, SERVER, `${PROXY} (HTTPS_PROXY)`],
    [{ https_proxy: PROXY, HTTPS_PROXY: "http://other:1" }, SERVER, `${PROXY} (https_proxy)`],
    [{ https_proxy: "", HTTPS_PROXY: PROXY }, SERVER, `${PROXY} (HTTPS_PROXY)`],
    [{ HTTPS_PROXY: "proxy.corp.test:3128" }, SERVER, `${PROXY} (HTTPS_PROXY)`],
    [{ HTTPS_PROXY: "u:p@proxy.corp.test:3128" }, SERVER, `${PROXY} (HTTPS_PROXY)`],
    [{ HTTPS_PROXY: "http://u:p%40ss@proxy.corp.test:3128/" }, SERVER, `${PROXY} (HTTPS_PROXY)`],
    [{ HTTPS_PROXY: "HTTP://proxy.corp.test" }, SERVER, "http://proxy.corp.test:80 (HTTPS_PROXY)"],
    [{ HTTPS_PROXY: "https://proxy.corp.test" }, SERVER, "https://proxy.corp.test:443 (HTTPS_PROXY)"],
    [{ HTTPS_PROXY: "10.0.0.1:3128" }, SERVER, "http://10.0.0.1:3128 (HTTPS_PROXY)"],
    [{ HTTPS_PROXY: "[fd00::1]:3128" }, SERVER, "http://[fd00::1]:3128 (HTTPS_PROXY)"],
  ])("of %j for %s is %s", (environment, server, expected) => {
    expect(way(environment, server)).toBe(expected);
  });

  test.each([
    [{}, SERVER],
    [{ HTTP_PROXY: PROXY }, SERVER],
    [{ HTTPS_PROXY: PROXY }, "http://keys.corp.test"],
    [{ HTTPS_PROXY: " " }, SERVER],
  ])("there is none: %j for %s", (environment, server) => {
    expect(way(environment, server)).toBe("no variable");
  });

  test.each(["http://127.0.0.1:4700", "https://localhost", "http://[::1]:4700"])("is never asked for %s", (server) => {
    expect(way({ ALL_PROXY: PROXY }, server)).toBe("this machine");
  });
});

describe("NO_PROXY", () => {
  test.each([
    ["*", SERVER],
    ["keys.corp.test", SERVER],
    ["KEYS.corp.test", SERVER],
    ["corp.test", SERVER],
    [".corp.test", SERVER],
    ["*.corp.test", SERVER],
    ["a.test, corp.test ,b.test", SERVER],
    ["a.test corp.test", SERVER],
    ["keys.corp.test:443", SERVER],
    ["corp.test:4700", "http://keys.corp.test:4700"],
    ["10.1.2.3", "http://10.1.2.3"],
    ["10.0.0.0/8", "http://10.1.2.3:4700"],
    ["fd00::/8", "http://[fd00::7]"],
    ["[fd00::7]:4700", "http://[fd00::7]:4700"],
  ])("'%s' excepts %s", (exceptions, server) => {
    expect(way({ ALL_PROXY: PROXY, NO_PROXY: exceptions }, server)).toBe("NO_PROXY");
    expect(way({ ALL_PROXY: PROXY, no_proxy: exceptions }, server)).toBe("NO_PROXY");
  });

  test.each([
    ["", SERVER],
    ["other.test", SERVER],
    ["eys.corp.test", SERVER],
    ["keys.corp.test:4700", SERVER],
    ["keys.corp.test.evil", SERVER],
    [".", SERVER],
    ["10.0.0.0/8", "http://11.1.2.3"],
    ["10.0.0.0/99", "http://10.1.2.3"],
    ["2.3", "http://10.1.2.3"],
    ["fd00::/8", "http://10.1.2.3"],
  ])("'%s' does not except %s", (exceptions, server) => {
    expect(way({ ALL_PROXY: PROXY, NO_PROXY: exceptions }, server)).toBe(`${PROXY} (ALL_PROXY)`);
  });
});

test.each([
  ["socks5://u:hunter2@proxy:1080", "HTTPS_PROXY names a SOCKS proxy (socks5://)"],
  ["socks5h://proxy:1080", "HTTPS_PROXY names a SOCKS proxy (socks5h://)"],
  ["ftp://u:hunter2@proxy", "HTTPS_PROXY names a proxy of another kind (ftp://)"],
  ["http://u:hunter2@pro xy:3128", "HTTPS_PROXY is not the address of a proxy."],
  ["http://u:hunter2@proxy:99999", "HTTPS_PROXY is not the address of a proxy."],
  ["http://proxy:3128/hunter2", "HTTPS_PROXY is not the address of a proxy."],
])("'%s' is refused in words that do not repeat it", (value, words) => {
  const problem = way({ HTTPS_PROXY: value });
  expect(problem).toContain(words);
  expect(problem).not.toContain("hunter2");
});
