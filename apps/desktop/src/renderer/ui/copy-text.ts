import { toast } from "sonner";
import { host } from "../host/host.ts";

/** Copies a text that is no secret. Says so when it can't: browsers let only pages from a secure address copy. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await host.copyText(text);
    return true;
  } catch {
    toast.error("This browser does not let the page copy. Select the text and copy it by hand.");
    return false;
  }
}
