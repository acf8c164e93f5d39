import { Outlet, useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { TITLE_BAR_HEIGHT_PX } from "../../shared/title-bar.ts";
import type { DesktopHost } from "../../shared/host-bridge.ts";
import { host } from "../host/host.ts";
import { openPath } from "./open-path.ts";

/** What every page lies in. In a browser that is nothing; the desktop's window draws its title bar itself. */
export function AppFrame() {
  return host.kind === "desktop" ? <DesktopFrame host={host} /> : <Outlet />;
}

function DesktopFrame({ host }: { host: DesktopHost }) {
  useOpenCommands(host);
  useHistoryCommands(host);
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

function useOpenCommands(host: DesktopHost): void {
  const router = useRouter();
  useEffect(() => host.onOpen((path) => void openPath(router, path)), [host, router]);
}

const MOUSE_BACK = 3;
const MOUSE_FORWARD = 4;

/** Goes back and forward when the menu asks for it, or the mouse by its two buttons for that, as in a browser. */
function useHistoryCommands(host: DesktopHost): void {
  const { history } = useRouter();
  useEffect(() => {
    const goByMouse = ({ button }: MouseEvent) => {
      if (button === MOUSE_BACK) history.back();
      if (button === MOUSE_FORWARD) history.forward();
    };
    const stop = host.onMenu((wish) => {
      if (wish === "back") history.back();
      if (wish === "forward") history.forward();
    });
    window.addEventListener("mouseup", goByMouse);
    return () => {
      stop();
      window.removeEventListener("mouseup", goByMouse);
    };
  }, [host, history]);
}
