const BROWSERS = [
  ["Excalibur", /Excalibur|Electron\//],
  ["Edge", /Edg\//],
  ["Chrome", /Chrome\/|CriOS\//],
  ["Firefox", /Firefox\/|FxiOS\//],
  ["Safari", /Safari\//],
] as const;
const SYSTEMS = [
  ["iOS", /iPhone|iPad/],
  ["Android", /Android/],
  ["Windows", /Windows/],
  ["macOS", /Mac OS X/],
  ["Linux", /Linux/],
] as const;

/** What a browser or program calls itself, as people do: "Firefox on Linux". Another program's own words stay. */
export function describeUserAgent(userAgent: string | null): string {
  if (userAgent === null || userAgent === "") return "An unknown program";
  const browser = BROWSERS.find(([, pattern]) => pattern.test(userAgent))?.[0];
  const system = SYSTEMS.find(([, pattern]) => pattern.test(userAgent))?.[0];
  if (browser === undefined) return userAgent;
  const name = browser === "Excalibur" ? "Excalibur for desktop" : browser;
  return system === undefined ? name : `${name} on ${system}`;
}
