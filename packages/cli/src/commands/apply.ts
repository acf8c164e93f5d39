import type { Command } from "commander";
import type { Connection } from "../connection.ts";
import type { Context } from "../context.ts";
import { CommandFailure, EXIT } from "../exit-codes.ts";
import type { Output } from "../output.ts";
import type { Plan } from "../organization/plan.ts";
import { wholeNumber } from "../whole-number.ts";

interface Options {
  readonly file: string;
  readonly prune?: true;
  readonly exitCode?: true;
  readonly endKeys?: number;
}

const PRUNE = "revoke keys that the file no longer names; only those that have all labels of the file";

/** `excalibur plan` and `excalibur apply` */
export function addApplyCommands(program: Command, { run, environment }: Context): void {
  program
    .command("plan")
    .description("show what apply would change")
    .requiredOption("-f, --file <path>", "the file of the organization, or - for standard input")
    .option("--prune", PRUNE)
    .option("--exit-code", "end with 1 when something would be changed")
    .action(
      run(async (connection, output, options: Options) => {
        const { plan, isEmpty } = await showPlan(connection, output, options);
        failForProblems(plan);
        if (options.exitCode === true && !isEmpty) throw new CommandFailure(EXIT.no, "there are changes to apply");
      }),
    );

  program
    .command("apply")
    .description("make the organization what a file says; again, it changes nothing")
    .requiredOption("-f, --file <path>", "the file of the organization, or - for standard input")
    .option("--prune", PRUNE)
    .option("--end-keys <number>", "let the policy end so many keys at once, as the plan says", wholeNumber)
    .action(
      run(async (connection, output, options: Options) => {
        const { plan, found, effect, isEmpty } = await showPlan(connection, output, options);
        const ended = effect?.ended ?? 0;
        if (ended > 0 && ended !== options.endKeys) {
          const words = `The policy ends ${ended} keys at once. Nothing was changed. If that is meant: --end-keys ${ended}`;
          throw new CommandFailure(EXIT.no, words);
        }
        if (!isEmpty) {
          const { applyPlan } = await import("../organization/apply-plan.ts");
          const { client } = connection;
          const failures = await applyPlan(plan, { client, output, environment, owners: found.owners }, ended);
          const [first] = failures;
          if (first !== undefined) {
            throw new CommandFailure(first.exitCode, failures.map(({ message }) => message).join("\nexcalibur: "));
          }
        }
        failForProblems(plan);
      }),
    );
}

/** What reads the file is loaded only here: other commands start without it. */
async function showPlan(connection: Connection, output: Output, { file, prune }: Options) {
  const [
    { readOrganizationFile },
    { wantedKeys },
    { wantedChannels },
    { readOrganization },
    { makePlan, isEmpty },
    { writePlan },
  ] = await Promise.all([
    import("../organization/read-organization-file.ts"),
    import("../organization/wanted-keys.ts"),
    import("../organization/wanted-channels.ts"),
    import("../organization/read-organization.ts"),
    import("../organization/plan.ts"),
    import("../organization/write-plan.ts"),
  ]);
  const read = readOrganizationFile(file);
  const { labels = {} } = read.content;
  if (prune === true && Object.keys(labels).length === 0) {
    const words = "--prune revokes only keys that have all labels of the file, and the file has none. Give it labels.";
    throw new CommandFailure(EXIT.usage, words);
  }
  const wanted = wantedKeys(read);
  const channels = wantedChannels(read);
  const found = await readOrganization(connection.client, read, wanted);
  const plan = makePlan(read.content, wanted, channels, found, { prune: prune === true });
  const effect = plan.policy === null ? null : await effectOf(connection, plan.policy.input);
  writePlan(output, plan, effect);
  return { plan, found, effect, isEmpty: isEmpty(plan) };
}

async function effectOf({ client }: Connection, input: object) {
  const { shortened, online } = await client.policies.preview.query(input);
  return { ended: shortened.ended, online: online.total };
}

function failForProblems({ problems, channels }: Plan): void {
  const count = problems.length + channels.problems.length;
  if (count > 0) throw new CommandFailure(EXIT.no, `${count} of what the file asks for can't be done.`);
}
