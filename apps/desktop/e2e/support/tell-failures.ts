import { beforeEach } from "vitest";
import { describeOpenPages } from "./open-pages.ts";

// Read once for every test file. The error alone says only which text did not come, not what was there in its place.
beforeEach(({ task, onTestFailed }) => {
  onTestFailed(async () => console.error(await describeOpenPages(task.name)));
});
