/** So many of the last lines that a program wrote to its standard error are shown. */
const LINES_SHOWN = 12;

/** What is known to make Electron end at once, by what it writes then, and what to do. */
const CAUSES = [
  [
    /without --no-sandbox is not supported/,
    "It was started as root, for whom Chromium has no sandbox. Start it as another user.",
  ],
  [
    /Missing X server|[Cc]annot open display|[Uu]nable to open X display|Failed to connect to Wayland/,
    "No display answers there. Check DISPLAY or WAYLAND_DISPLAY, or start it where a screen is.",
  ],
  [
    /SUID sandbox helper binary|No usable sandbox/,
    "This system lets it set up no sandbox: user namespaces are off, or restricted by AppArmor.",
  ],
  [
    /error while loading shared libraries: (\S+?):/,
    "A library of the system is missing. Install what Chromium needs, such as Debian's package chromium brings.",
  ],
];

/**
 * Why no window is opened here; null when one can be tried.
 * @param {{ platform: NodeJS.Platform, env: Record<string, string | undefined> }} here
 * @returns {string | null}
 */
export function noDisplayMessage({ platform, env }) {
  if (platform !== "linux" || env.DISPLAY || env.WAYLAND_DISPLAY) return null;
  return "No window is opened: there is no display here (DISPLAY and WAYLAND_DISPLAY are not set).";
}

/**
 * Says that the desktop app has ended, why, and what it wrote.
 * @param {{ code: number | null, signal: string | null, errors: string }} end
 * @returns {string}
 */
export function endMessage({ code, signal, errors }) {
  const how = signal === null ? `with status ${code}` : `by ${signal}`;
  const cause = CAUSES.find(([pattern]) => pattern.test(errors))?.[1];
  const lines = errors
    .trim()
    .split(/\r?\n/)
    .slice(-LINES_SHOWN)
    .filter((line) => line !== "");
  return [
    `The desktop app ended ${how}.${cause === undefined ? "" : ` ${cause}`}`,
    ...(lines.length === 0 ? ["It wrote nothing about why."] : ["It wrote:", ...lines.map((line) => `  ${line}`)]),
  ].join("\n");
}
