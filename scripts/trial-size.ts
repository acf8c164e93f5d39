import { env } from "node:process";

/**
 * How often an endurance test tries its guarantee.
 * @param usual in `npm run test:endurance`.
 * @param full in `npm run test:endurance -- --full`, for a release: as often as the guarantee was first shown.
 */
export function trialSize(usual: number, full: number): number {
  return env["EXCALIBUR_ENDURANCE_FULL"] === "1" ? full : usual;
}
