import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  redirect,
  stripSearchParams,
  type AnyRoute,
  type AnyRouteMatch,
} from "@tanstack/react-router";
import { INVITATION_PATH, PASSWORD_RESET_PATH } from "@excalibur/api/contract";
import { z } from "zod";
import { readAppPath } from "../../shared/app-path.ts";
import type { ScreenPath } from "../../shared/screens.ts";
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
import { completePath, enterOrganization, startHereNextTime, startingOrganization } from "./enter-organization.ts";
import { askForAccount, requireAccount, requireNoOwner, requireOwner, requireServer } from "./enter.ts";
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

/** Routes for a signed-in user. */
const app = createRoute({
  getParentRoute: () => root,
  id: "app",
  beforeLoad: async ({ location }) => {
    await requireServer();
    await requireAccount(location);
  },
});

/** Leads to the organization that the session used last. */
const home = createRoute({
  getParentRoute: () => app,
  path: "/",
  beforeLoad: async () => {
    const organization = await startingOrganization();
    if (organization !== null)
      throw redirect({ to: "/o/$slug/overview", params: { slug: organization.slug }, replace: true });
  },
  component: lazyRouteComponent(() => import("./screens/no-organization-screen.tsx")),
});

/** Addresses from before they named an organization, and those that are none. */
const elsewhere = createRoute({
  getParentRoute: () => root,
  path: "$",
  beforeLoad: async ({ location }) => {
    const address = readAppPath(location.pathname.replace(/\/$/, ""));
    if (address?.slug !== null) throw notFound();
    await requireServer();
    await requireAccount(location);
    const { search, hash } = location;
    throw redirect({ to: await completePath(address, null), search, hash, replace: true });
  },
});

/** Everything of one organization. */
const organization = createRoute({
  getParentRoute: () => app,
  path: "/o/$slug",
  beforeLoad: async ({ params, location, matches, preload }) => {
    const entered = await enterOrganization(params.slug, location);
    if (entered === null) return { organization: null };
    if (!entered.active && !preload) void startHereNextTime(entered);
    askAhead(matches);
    await askForAccount();
    return { organization: entered };
  },
  component: lazyRouteComponent(() => import("./organization-frame.tsx"), "OrganizationFrame"),
});

const start = createRoute({
  getParentRoute: () => organization,
  path: "/",
  beforeLoad: ({ params }) => {
    throw redirect({ to: "/o/$slug/overview", params, replace: true });
  },
});

/** The screens, by their paths in the list of screens. */
const screens = {
  "/overview": createRoute({
    getParentRoute: () => organization,
    path: "/overview",
    component: lazyRouteComponent(() => import("./screens/overview-screen.tsx")),
  }),
  "/executors": createRoute({
    getParentRoute: () => organization,
    path: "/executors",
    validateSearch: executorFilterSearch,
    search: { middlewares: [stripSearchParams({ search: "" })] },
    staticData: { askForFirstPage: (search) => askForFirstPage(executorSource(executorFilterSearch.parse(search))) },
    component: lazyRouteComponent(() => import("../features/executors/list/executors-screen.tsx"), "ExecutorsScreen"),
  }),
  "/keys": createRoute({
    getParentRoute: () => organization,
    path: "/keys",
    validateSearch: keyFilterSearch,
    search: { middlewares: [stripSearchParams({ search: "" })] },
    staticData: { askForFirstPage: (search) => askForFirstPage(keySource(keyFilterSearch.parse(search))) },
    component: lazyRouteComponent(() => import("../features/api-keys/list/keys-screen.tsx"), "KeysScreen"),
  }),
  "/events": createRoute({
    getParentRoute: () => organization,
    path: "/events",
    validateSearch: eventFilterSearch,
    component: lazyRouteComponent(() => import("../features/events/events-screen.tsx"), "EventsScreen"),
  }),
  "/audit": createRoute({
    getParentRoute: () => organization,
    path: "/audit",
    validateSearch: auditFilterSearch,
    component: lazyRouteComponent(() => import("../features/audit-log/audit-screen.tsx"), "AuditScreen"),
  }),
  "/members": createRoute({
    getParentRoute: () => organization,
    path: "/members",
    component: lazyRouteComponent(() => import("../features/members/members-screen.tsx"), "MembersScreen"),
  }),
  "/organization": createRoute({
    getParentRoute: () => organization,
    path: "/organization",
    component: lazyRouteComponent(
      () => import("../features/organization/organization-screen.tsx"),
      "OrganizationScreen",
    ),
  }),
  "/notifications": createRoute({
    getParentRoute: () => organization,
    path: "/notifications",
    component: lazyRouteComponent(
      () => import("../features/notifications/notifications-screen.tsx"),
      "NotificationsScreen",
    ),
  }),
  "/policy": createRoute({
    getParentRoute: () => organization,
    path: "/policy",
    component: lazyRouteComponent(() => import("../features/policy/policy-screen.tsx"), "PolicyScreen"),
  }),
  "/management-keys": createRoute({
    getParentRoute: () => organization,
    path: "/management-keys",
    component: lazyRouteComponent(
      () => import("../features/management-keys/management-keys-screen.tsx"),
      "ManagementKeysScreen",
    ),
  }),
  "/incident": createRoute({
    getParentRoute: () => organization,
    path: "/incident",
    component: lazyRouteComponent(() => import("./screens/incident-screen.tsx")),
  }),
  "/account": createRoute({
    getParentRoute: () => organization,
    path: "/account",
    component: lazyRouteComponent(() => import("../features/account/account-screen.tsx"), "AccountScreen"),
  }),
} satisfies { [Path in ScreenPath]: AnyRoute & { path: Path } };

const key = createRoute({
  getParentRoute: () => organization,
  path: "/keys/$keyId",
  component: lazyRouteComponent(() => import("./screens/key-screen.tsx")),
});

const executor = createRoute({
  getParentRoute: () => organization,
  path: "/executors/$executorId",
  component: lazyRouteComponent(() => import("./screens/executor-screen.tsx")),
});

function askForFirstPage<P extends Page>(source: PageSource<P>): void {
  void queryClient.prefetchQuery(firstPageQuery(source));
}

/** Reads a screen's first rows in the same batch as the caller's role. Loads the screen's code after that, since a caller without a session does not need it. */
function askAhead(matches: readonly AnyRouteMatch[]): void {
  for (const { routeId, search } of matches) {
    const route = router.routesById[routeId];
    route?.options.staticData?.askForFirstPage?.(search);
  }
}

export const router = createRouter({
  routeTree: root.addChildren([
    connect,
    setup,
    signIn,
    invitation,
    resetPassword,
    app.addChildren([home, organization.addChildren({ start, ...screens, key, executor })]),
    elsewhere,
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
    /** For the screen of a list: reads its first rows, by the filter in the address. */
    askForFirstPage?: (search: unknown) => void;
  }
}
