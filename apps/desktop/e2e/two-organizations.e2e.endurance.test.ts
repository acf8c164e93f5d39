import { afterAll, beforeAll, describe } from "vitest";
import { findBrowser } from "./support/browser.ts";
import { isProvided } from "./support/requirement.ts";
import { stopAtFirstFailure } from "./support/walk.ts";
import { DIALOGS } from "./two-organizations/dialogs.ts";
import { testDialogs } from "./two-organizations/test-dialogs.ts";
import { openTwoTabs, type TwoTabs } from "./two-organizations/two-tabs.ts";

const executable = findBrowser();

describe.skipIf(!isProvided("a Chromium browser", executable))("two tabs in two organizations: every dialog", () => {
  let tabs: TwoTabs;

  stopAtFirstFailure();

  beforeAll(async () => {
    tabs = await openTwoTabs(executable ?? "");
    await tabs.acme.calls.createKey("a new one");
  });
  afterAll(() => tabs?.close());

  testDialogs(Object.keys(DIALOGS), () => tabs);
});
