import { expect, test } from "vitest";
import { checkWorkflows, findWorkflowMistakes } from "./check-workflows.mjs";

const CHECKOUT = "actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0";
const workflow = (step, permissions = "permissions: {}") =>
  `on: push\n${permissions}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: ${CHECKOUT}\n      - ${step}\n`;

test("the workflows of this repository have no mistake", async () => {
  expect(await checkWorkflows()).toEqual([]);
});

test.each([
  ["a key that there is not", "{ run: x, shel: bash }", "8: Unexpected value 'shel'"],
  ["an expression that can't be read", "run: echo ${{ secrts.A }}", "8: Unrecognized named-value: 'secrts'"],
  ["a tag in place of a commit", "uses: actions/setup-node@v5", "8: an action is pinned by its commit"],
  ["a commit without its version", `uses: ${CHECKOUT.split(" ")[0]}`, "8: an action is pinned by its commit"],
  ["text from outside in a script", "run: echo ${{ github.head_ref }}", "8: what comes from outside"],
])("%s is found", async (_, step, words) => {
  expect(await findWorkflowMistakes(workflow(step))).toEqual([expect.stringContaining(words)]);
});

test("a workflow that may do everything, and a job that needs one there is not, are found", async () => {
  expect(await findWorkflowMistakes(workflow("run: x", "name: x"))).toEqual([
    "1: permissions: is missing, and everything would be allowed",
  ]);
  const needing = workflow("run: x").replace("    runs-on", "    needs: [b]\n    runs-on");
  expect(await findWorkflowMistakes(needing)).toContain("5: Value 'b' is not valid");
});
