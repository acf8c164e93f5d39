/** The one place our page lives at inside Electron. Registered as a standard, secure scheme before the app is ready. */
export const APP_SCHEME = "app";
export const APP_HOST = "excalibur";
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;

/** Whether an address belongs to our own page. Custom schemes have no `URL.origin` in Node, so the parts are compared. */
export function isAppUrl(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === `${APP_SCHEME}:` && url.host === APP_HOST;
}
