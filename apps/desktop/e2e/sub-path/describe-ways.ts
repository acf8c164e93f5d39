import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closePages, findBrowser, openPage, sharedBrowser } from "../support/browser.ts";
import { isProvided } from "../support/requirement.ts";
import { signInAsAdmin } from "../support/sign-in.ts";
import { freePort } from "../../../../scripts/testing/free-port.ts";
import { findNginx, startNginx } from "../support/start-nginx.ts";
import { ADMIN, startServer, sync } from "../support/start-server.ts";

const executable = findBrowser();
const nginx = findNginx();

const PROXY = `proxy_http_version 1.1; proxy_set_header Host $http_host; proxy_set_header Connection "";
  proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_buffering off; proxy_read_timeout 60s;`;

/** How the proxy passes a request on: with the path that the server is below, without it, or where there is none. */
const WAYS = {
  "a path that the proxy takes off": { path: "/excalibur", target: "/" },
  "a path of two names that the proxy passes on": { path: "/tools/keys", target: "" },
  "no path": { path: "", target: "" },
};

/** Works with the console and with executors behind nginx, in some of these ways. */
export function describeWays(names: readonly (keyof typeof WAYS)[]): void {
  describe.skipIf(!isProvided("a Chromium browser", executable) || !isProvided("nginx", nginx))("behind nginx", () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await sharedBrowser(executable ?? "");
    });
    afterAll(() => closePages(browser));

    it.each(names)("console, sign-in, links, recipes, export and executors work below %s", async (name) => {
      const way = WAYS[name];
      const [port, serverPort] = [await freePort(), await freePort()];
      const url = `http://127.0.0.1:${port}${way.path}`;
      const location = `location ${way.path}/ { proxy_pass http://127.0.0.1:${serverPort}${way.target}; ${PROXY} }`;
      const proxy = await startNginx(nginx ?? "", port, location);
      const server = await startServer({ withOwner: true, port: serverPort, publicUrl: url });
      const { page, complaints } = await openPage(browser);
      try {
        expect(server.url).toBe(url);
        const outside: string[] = [];
        page.on("request", (request) => {
          if (!request.url().startsWith(`${url}/`)) outside.push(request.url());
        });

        // An address deep inside leads to signing in, and back to itself.
        await page.goto(`${url}/keys`);
        await page.waitForURL((address) => address.pathname === `${way.path}/sign-in`);
        await signInAsAdmin(page);
        await page.getByRole("heading", { name: "API keys", exact: true }).waitFor();
        expect(new URL(page.url()).pathname).toMatch(new RegExp(`^${way.path}/(o/[^/]+/)?keys$`));
        const cookies = await page.context().cookies();
        expect(cookies.map((cookie) => cookie.path)).toEqual(cookies.map(() => way.path || "/"));

        // By fetch from the page itself: the same origin, the same cookies, the same policy.
        const call = (path: string, input?: unknown) =>
          page.evaluate(
            async ([address, body]) => {
              const init = { method: "POST", headers: { "content-type": "application/json" }, body: body ?? "" };
              return (await fetch(address ?? "", body === null ? {} : init)).text();
            },
            [url + path, input === undefined ? null : JSON.stringify({ json: input })] as const,
          );
        const created = await call("/trpc/apiKeys.create", { name: "below", target: { kind: "newExecutor" } });
        const { secret } = (JSON.parse(created) as { result: { data: { json: { secret: string } } } }).result.data.json;
        // The list gets it by the live stream.
        await page.getByRole("link", { name: "below" }).first().waitFor();
        expect(await sync(url, secret, "host-1")).toBeNull();
        await page.getByText("host-1").first().waitFor();

        const invited = await call("/trpc/invitations.create", { email: "grace@acme.test", role: "member" });
        const link = /"link":"([^"]+)"/.exec(invited)?.[1] ?? "";
        expect(link.startsWith(`${url}/`)).toBe(true);
        const guest = await browser.newPage();
        await guest.goto(link);
        await guest.getByText(ADMIN.organization).first().waitFor();
        await guest.close();

        expect(await call("/api/audit/export?format=jsonl")).toContain("api_key.created");
        const openApi = JSON.parse(await call("/v1/openapi.json")) as { servers: unknown };
        expect(openApi.servers).toEqual([{ url: way.path || "/" }]);

        await page.reload();
        await page.getByRole("link", { name: "below" }).first().waitFor();
        expect(outside).toEqual([]);
        expect(complaints).toEqual([]);
      } finally {
        await page.context().close();
        await proxy.stop();
        await server.dispose();
      }
    });
  });
}
