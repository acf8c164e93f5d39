import { beforeEach } from "vitest";

/** Makes the tests of a file steps of one walk: after a step that failed the rest would only fail for its reason. */
export function stopAtFirstFailure(): void {
  let hasFailed = false;
  beforeEach(({ skip, onTestFailed }) => {
    skip(hasFailed, "An earlier step failed.");
    onTestFailed(() => {
      hasFailed = true;
    });
  });
}
