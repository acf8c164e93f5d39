import type { SavedServer } from "../../shared/host-bridge.ts";
import type { IpcHandlers } from "../ipc/answer-ipc.ts";
import type { SessionCookies } from "../session/session-cookies.ts";
import type { ServerAddressBook } from "./server-address-book.ts";

/** What the page may ask about the servers this app knows. */
export function serverHandlers(
  addressBook: ServerAddressBook,
  cookies: SessionCookies,
): Pick<
  IpcHandlers,
  | "excalibur:get-server-address"
  | "excalibur:set-server-address"
  | "excalibur:list-servers"
  | "excalibur:forget-server"
  | "excalibur:keeps-sessions"
> {
  const list = async (): Promise<SavedServer[]> => {
    await cookies.restored();
    return addressBook.saved.map((url) => ({
      url,
      isCurrent: url === addressBook.address.url,
      hasSession: cookies.header(url) !== null,
    }));
  };
  return {
    "excalibur:get-server-address": async () => addressBook.address,
    "excalibur:set-server-address": ({ url }) => addressBook.save(url),
    "excalibur:list-servers": list,
    "excalibur:keeps-sessions": () => cookies.areKept(),
    "excalibur:forget-server": async ({ url }) => {
      await cookies.restored();
      cookies.forget(url);
      await addressBook.forget(url);
      return list();
    },
  };
}
