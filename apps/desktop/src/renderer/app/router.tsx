import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  stripSearchParams,
  type AnyRouteMatch,
} from "@tanstack/react-router";
import { INVITATION_PATH, PASSWORD_RESET_PATH } from "@excalibur/api/contract";
import { z } from "zod";
import { host } from "../host/host.ts";
import { keyFilterSearch } from "../features/api-keys/list/key-filter.ts";
import { keySource } from "../features/api-keys/list/key-source.ts";
import { eventFilterSearch } from "../features/events/event-filter.ts";
import { executorFilterSearch } from "../features/executors/list/executor-filter.ts";
import { executorSource } from "../features/executors/list/executor-source.ts";
import type { Page } from "../lists/pages.ts";
import { firstPageQuery, type PageSource } from "../lists/use-pages.ts";
import { basePath } from "../server/base-path.ts";
import { queryClient } from "../server/query-client.ts";
import { AppFrame } from "./app-frame.tsx";
import { auditFilterSearch } from "../features/audit-log/audit-filter.ts";
import { requireAccount, requireNoOwner, requireOwner, requireServer } from "./enter.ts";
import { Entering, NotFound, ScreenFailure } from "./router-states.tsx";

const root = createRootRoute({ component: AppFrame });

const connect = createRoute({
  getParentRoute: () => root,
  path: "/connect",
  beforeLoad: () => {
    if (host.kind === "browser") throw redirect({ to: "/" });
  },
  component: lazyRouteComponent(() => import("./screens/connect-screen.tsx")),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  beforeLoad: requireNoOwner,
  component: lazyRouteComponent(() => import("./screens/setup-screen.tsx")),
});

const signInSearch = z.object({
  next: z
    .string()
    .regex(/^\/(?![/\\])/)
    .optional()
    .catch(undefined),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: signInSearch,
  beforeLoad: requireOwner,
  component: lazyRouteComponent(() => import("./screens/sign-in-screen.tsx")),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: INVITATION_PATH,
  component: lazyRouteComponent(() => import("./screens/invitation-screen.tsx")),
});

const resetPassword = createRoute({
  getParentRoute: () => root,
  path: PASSWORD_RESET_PATH,
  component: lazyRouteComponent(() => import("./screens/reset-password-screen.tsx")),
});

const app = createRoute({
  getParentRoute: () => root,
  id: "app",
  beforeLoad: async ({ location, matches }) => {
    await requireServer();
    askAhead(matches);
    await requireAccount(location);
  },
  component: lazyRouteComponent(() => import("./app-shell.tsx"), "AppShell"),
});

const home = createRoute({
  getParentRoute: () => app,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/overview" });
  },
});

const overview = createRoute({
  getParentRoute: () => app,
  path: "/overview",
  component: lazyRouteComponent(() => import("./screens/overview-screen.tsx")),
});

const keys = createRoute({
  getParentRoute: () => app,
  path: "/keys",
  validateSearch: keyFilterSearch,
  search: { middlewares: [stripSearchParams({ search: "" })] },
  staticData: { askForFirstPage: (search) => askForFirstPage(keySource(keyFilterSearch.parse(search))) },
  component: lazyRouteComponent(() => import("./screens/keys-screen.tsx")),
});

const key = createRoute({
  getParentRoute: () => app,
  path: "/keys/$keyId",
  component: lazyRouteComponent(() => import("./screens/key-screen.tsx")),
});

const audit = createRoute({
  getParentRoute: () => app,
  path: "/audit",
  validateSearch: auditFilterSearch,
  component: lazyRouteComponent(() => import("./screens/audit-screen.tsx")),
});

const executors = createRoute({
  getParentRoute: () => app,
  path: "/executors",
  validateSearch: executorFilterSearch,
  search: { middlewares: [stripSearchParams({ search: "" })] },
  staticData: { askForFirstPage: (search) => askForFirstPage(executorSource(executorFilterSearch.parse(search))) },
  component: lazyRouteComponent(() => import("./screens/executors-screen.tsx")),
});

const executor = createRoute({
  getParentRoute: () => app,
  path: "/executors/$executorId",
  component: lazyRouteComponent(() => import("./screens/executor-screen.tsx")),
});

const events = createRoute({
  getParentRoute: () => app,
  path: "/events",
  validateSearch: eventFilterSearch,
  component: lazyRouteComponent(() => import("./screens/events-screen.tsx")),
});

const members = createRoute({
  getParentRoute: () => app,
  path: "/members",
  component: lazyRouteComponent(() => import("./screens/members-screen.tsx")),
});

const organization = createRoute({
  getParentRoute: () => app,
  path: "/organization",
  component: lazyRouteComponent(() => import("./screens/organization-screen.tsx")),
});

const account = createRoute({
  getParentRoute: () => app,
  path: "/account",
  component: lazyRouteComponent(() => import("./screens/account-screen.tsx")),
});

function askForFirstPage<P extends Page>(source: PageSource<P>): void {
  void queryClient.prefetchQuery(firstPageQuery(source));
}

/** Asks for a screen's first rows in the same request as for who is there. Its code waits: whoever has to sign in needs none of it. */
function askAhead(matches: readonly AnyRouteMatch[]): void {
  for (const { routeId, search } of matches) {
    const route = router.routesById[routeId as keyof typeof router.routesById];
    route.options.staticData?.askForFirstPage?.(search);
  }
}

export const router = createRouter({
  routeTree: root.addChildren([
    connect,
    setup,
    signIn,
    invitation,
    resetPassword,
    app.addChildren([home, overview, executors, executor, keys, key, events, audit, members, organization, account]),
  ]),
  basepath: basePath === "" ? "/" : basePath,
  defaultPendingComponent: Entering,
  defaultErrorComponent: ScreenFailure,
  defaultNotFoundComponent: NotFound,
  defaultPendingMs: 300,
  // On the way back a list is where it was left.
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
  interface StaticDataRouteOption {
    /** Of a screen that is a list: asks for its first rows, by what the address says of them. */
    askForFirstPage?: (search: unknown) => void;
  }
}
