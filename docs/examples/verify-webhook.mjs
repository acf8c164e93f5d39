import { createHmac, timingSafeEqual } from "node:crypto";

const TOLERANCE_S = 300;

/**
 * Whether a message comes from Excalibur, unchanged and just now.
 * @param headers of the request, with names in lower case
 * @param body of the request, as it came: not parsed and written again
 * @param secret of the webhook, `whsec_…`
 */
export function isGenuine(headers, body, secret, nowSeconds = Date.now() / 1000) {
  const id = headers["webhook-id"];
  const timestamp = headers["webhook-timestamp"];
  if (!(Math.abs(nowSeconds - Number(timestamp)) <= TOLERANCE_S)) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const expected = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest();
  // While a secret is replaced there are two signatures, with a space between.
  return String(headers["webhook-signature"])
    .split(" ")
    .filter((signature) => signature.startsWith("v1,"))
    .map((signature) => Buffer.from(signature.slice(3), "base64"))
    .some((signature) => signature.length === expected.length && timingSafeEqual(signature, expected));
}
