import type { BrowserHost } from "../../shared/host-bridge.ts";

/** The bridge of a plain browser: the very same page, served by the server as its console. */
export const browserHost: BrowserHost = {
  kind: "browser",
  copyText: (text) => navigator.clipboard.writeText(text),
  async copySecret(secret) {
    await navigator.clipboard.writeText(secret);
    // A page may not look at the clipboard unasked, so it can't know whether clearing it would hit something else.
    return { clearsAfterMs: null };
  },
  async saveTextFile({ suggestedName, text }) {
    const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = suggestedName;
    link.click();
    URL.revokeObjectURL(url);
    return "saved";
  },
};
