import { beforeEach } from "vitest";
import { latestLines } from "./latest-lines.ts";

// Read once for every test file. An answer such as 503 alone does not say what went wrong in the server.
beforeEach(({ task, onTestFailed }) => {
  onTestFailed(() =>
    console.error(
      `Latest warnings of the servers of "${task.name}" and of tests before it:\n${latestLines.toString()}`,
    ),
  );
});
