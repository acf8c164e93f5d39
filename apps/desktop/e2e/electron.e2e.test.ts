import { testBoundaries } from "./electron/boundaries.ts";
import { describeDesktopApp } from "./electron/describe-desktop-app.ts";
import { testFirstStart } from "./electron/first-start.ts";

// The endurance lane goes on: links, menu, secrets, downloads and restarts.
describeDesktopApp([testFirstStart, testBoundaries]);
