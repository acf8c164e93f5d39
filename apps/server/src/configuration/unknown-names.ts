import { closest, distance } from "fastest-levenshtein";
import { SECRET_SETTINGS } from "./secret-files.ts";

/** What begins like this is meant for Excalibur. */
const OURS = /^(EXCALIBUR_|INITIAL_ADMIN|INITIAL_ORG)/;
/** Kubernetes sets these in every pod for each Service of the namespace, which may well be called excalibur. */
const OF_KUBERNETES = /_(SERVICE_(HOST|PORT)(_\w+)?|PORT(_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)$/;
const PREFIX = /^EXCALIBUR_/;
/** Letters by which a name may differ and still be taken for a slip; in short names fewer. */
const MAX_SLIP = 3;

/**
 * Finds names that look like settings and are none. One that is almost a setting's is a mistake: what it was to set would
 * silently not be. Any other is only pointed out: it may be for another program.
 * @returns lines that begin with the name.
 */
export function findUnknownNames(
  names: readonly string[],
  settings: readonly string[],
): { mistakes: string[]; warnings: string[] } {
  const known = [...settings, ...SECRET_SETTINGS.map((name) => `${name}_FILE`)];
  const mistakes: string[] = [];
  const warnings: string[] = [];
  for (const name of names) {
    if (known.includes(name) || OF_KUBERNETES.test(name)) continue;
    const { nearest, isSlip } = nearestOf(name, known);
    const isOurs = OURS.test(name);
    if (isSlip && (isOurs || isNearlyDatabaseUrl(name))) {
      mistakes.push(`${name} is no setting: did you mean ${nearest}?`);
    } else if (isOurs) {
      warnings.push(`${name} is no setting of the server, which ignores it. The nearest is ${nearest}.`);
    }
  }
  return { mistakes, warnings };
}

/** Without one of these a server starts on an empty database of its own; other names are other programs'. */
function isNearlyDatabaseUrl(name: string): boolean {
  return ["DATABASE_URL", "DATABASE_URL_FILE"].some((setting) => distance(name, setting) <= MAX_SLIP - 1);
}

/** @returns the setting or settings that a name is nearest to, and whether it is likely to be meant for one. */
function nearestOf(name: string, known: readonly string[]): { nearest: string; isSlip: boolean } {
  const rest = name.replace(PREFIX, "");
  // EXCALIBUR_DATABASE_URL, EXCALIBUR_PROXIES: the right end under another beginning.
  const sameEnd = known.filter((each) => each === rest || (PREFIX.test(each) && each.endsWith(`_${rest}`)));
  if (sameEnd.length > 0) return { nearest: sameEnd.join(" or "), isSlip: rest.length > MAX_SLIP };
  const nearest = closest(name, known);
  const allowed = Math.min(MAX_SLIP, Math.ceil(rest.length / 3));
  return { nearest, isSlip: distance(name, nearest) <= allowed };
}
