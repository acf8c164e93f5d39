// Tests of single modules run without a page.
const page = typeof document === "undefined" ? null : document;

/**
 * The path below which the server is reached, such as `/excalibur`; empty when it has the whole host, and in the desktop
 * app. The server writes it into the page that it sends.
 */
export const basePath = page?.querySelector<HTMLMetaElement>('meta[name="base-path"]')?.content ?? "";
