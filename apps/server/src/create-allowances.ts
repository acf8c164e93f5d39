import {
  CHANGES_A_MINUTE,
  MANAGEMENT_REQUESTS_A_MINUTE,
  RENEWALS_AN_HOUR,
  SIGN_INS_IN_TEN_MINUTES,
  type Services,
} from "@excalibur/api/server";
import { ChangeLimit } from "./change-limit.ts";
import { createRenewalTurns, type RenewalTurnOptions } from "./executor-authentication/renewal-turns.ts";

type Allowances = Pick<Services, "changes" | "managementRequests" | "renewals" | "renewalTurns" | "signIns">;

/** Bounds what a user, a management key or an executor may add in a while, as far as this process serves them. */
export function createAllowances(ofRenewals: RenewalTurnOptions): Allowances {
  return {
    changes: new ChangeLimit({ allowed: CHANGES_A_MINUTE, windowSeconds: 60 }),
    managementRequests: new ChangeLimit({ allowed: MANAGEMENT_REQUESTS_A_MINUTE, windowSeconds: 60 }),
    renewalTurns: createRenewalTurns(ofRenewals),
    renewals: new ChangeLimit({ allowed: RENEWALS_AN_HOUR, windowSeconds: 3_600 }),
    signIns: new ChangeLimit({ allowed: SIGN_INS_IN_TEN_MINUTES, windowSeconds: 600 }),
  };
}
