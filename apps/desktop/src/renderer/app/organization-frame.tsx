import { useParams, useRouteContext } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { AppShell } from "./app-shell.tsx";

const UnknownOrganization = lazy(() => import("./screens/unknown-organization-screen.tsx"));

/** What the address `/o/<slug>` leads to: the organization with all its screens, or that there is none for this user. */
export function OrganizationFrame() {
  const { slug } = useParams({ from: "/app/o/$slug" });
  const { organization } = useRouteContext({ from: "/app/o/$slug" });
  if (organization !== null) return <AppShell slug={slug} />;
  return (
    <Suspense>
      <UnknownOrganization slug={slug} />
    </Suspense>
  );
}
