import { Outlet, useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { TITLE_BAR_HEIGHT_PX } from "../../shared/title-bar.ts";
import type { DesktopHost } from "../../shared/host-bridge.ts";
import { host } from "../host/host.ts";

/** What every page lies in. In a browser that is nothing; the desktop's window draws its title bar itself. */
export function AppFrame() {
  return host.kind === "desktop" ? <DesktopFrame host={host} /> : <Outlet />;
}

function DesktopFrame({ host }: { host: DesktopHost }) {
  useOpenCommands(host);
  return (
    <div className="flex h-full flex-col">
      <div
        aria-hidden
        style={{ height: TITLE_BAR_HEIGHT_PX }}
        className="grid shrink-0 place-items-center border-b border-line text-sm text-muted select-none [-webkit-app-region:drag]"
      >
        Excalibur
      </div>
      <div className="min-h-0 flex-1">
        <Outlet />
      </div>
    </div>
  );
}

/** Goes where the menu, a link or a notification leads. Whoever is not signed in yet gets there after that. */
function useOpenCommands(host: DesktopHost): void {
  const router = useRouter();
  useEffect(() => host.onOpen((path) => router.history.push(path)), [host, router]);
}
