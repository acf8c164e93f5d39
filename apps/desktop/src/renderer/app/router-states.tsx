import { Link, useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { LoaderCircle, SearchX } from "lucide-react";
import { useEffect } from "react";
import { host } from "../host/host.ts";
import { serverInfoQuery } from "../server/connection.ts";
import { mayPass, readFailure } from "../server/failure.ts";
import { Button, buttonClasses } from "../ui/button.tsx";
import { FailureView } from "../ui/failure-view.tsx";

/** While it is being found out who is there. */
export function Entering() {
  return (
    <div role="status" className="grid h-full place-items-center">
      <LoaderCircle aria-hidden className="size-5 animate-spin text-muted" />
      <span className="sr-only">Loading…</span>
    </div>
  );
}

/** In place of a screen that could not be shown. As soon as the server answers again, the screen is tried again. */
export function ScreenFailure({ error }: ErrorComponentProps) {
  const router = useRouter();
  const failure = readFailure(error);
  const isBack = useQuery({ ...serverInfoQuery, enabled: mayPass(failure) }).isSuccess;
  useEffect(() => {
    if (isBack) void router.invalidate();
  }, [isBack, router]);
  return (
    <main className="h-full">
      <FailureView heading="h1" failure={failure} onRetry={() => void router.invalidate()}>
        {host.kind === "desktop" && (
          <Button look="quiet" onClick={() => void router.navigate({ to: "/connect" })}>
            Change server
          </Button>
        )}
      </FailureView>
    </main>
  );
}

export function NotFound() {
  return (
    <main className="grid h-full place-items-center p-8 text-center">
      <div>
        <SearchX aria-hidden className="mx-auto size-7 text-muted" strokeWidth={1.5} />
        <h1 className="mt-3 mb-4 text-lg font-semibold">There is nothing at this address</h1>
        <Link to="/" className={buttonClasses()}>
          Go to the overview
        </Link>
      </div>
    </main>
  );
}
