import { ServerAddressScreen } from "../../features/server-address/server-address-screen.tsx";
import { host } from "../../host/host.ts";

export default function ConnectScreen() {
  return host.kind === "desktop" ? <ServerAddressScreen host={host} /> : null;
}
