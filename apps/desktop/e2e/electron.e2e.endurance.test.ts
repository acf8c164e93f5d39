import { testBoundaries } from "./electron/boundaries.ts";
import { describeDesktopApp } from "./electron/describe-desktop-app.ts";
import { testFirstStart } from "./electron/first-start.ts";
import { testHostFlows } from "./electron/host-flows.ts";
import { testLinksAndMenu } from "./electron/links-and-menu.ts";
import { testRestarts } from "./electron/restarts.ts";
import { testSecrets } from "./electron/secrets.ts";

describeDesktopApp([testFirstStart, testBoundaries, testLinksAndMenu, testSecrets, testHostFlows, testRestarts]);
