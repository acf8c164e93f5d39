import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { host } from "../../host/host.ts";

/** The server that gets the password, and a link to choose another. In a browser the address bar shows the server. */
export function ServerLine() {
  const address = useQuery({
    queryKey: ["server-address"],
    queryFn: () => (host.kind === "desktop" ? host.getServerAddress() : null),
  }).data;
  const isKept = useQuery({
    queryKey: ["keeps-sessions"],
    queryFn: () => (host.kind === "desktop" ? host.keepsSessions() : true),
  }).data;
  if (address == null) return null;
  return (
    <>
      at <span className="text-ink">{address.url}</span>
      {address.source !== "environment" && (
        <>
          {" · "}
          <Link to="/connect" className="text-ink underline underline-offset-2">
            Change server
          </Link>
        </>
      )}
      {isKept === false && (
        <p className="mt-2 text-balance">
          This system has no keychain to keep your session in, so it ends when you quit the app.
        </p>
      )}
    </>
  );
}
