import { CopyButton } from "../ui/copy-button.tsx";

interface EnrolmentCommandProps {
  command: string;
  /** The code that the command takes. */
  code: string;
}

/** The command that a host runs to enrol, and its code. */
export function EnrolmentCommand({ command, code }: EnrolmentCommandProps) {
  return (
    <>
      <div className="flex items-center gap-2 rounded-lg bg-sunken px-3 py-2.5">
        <code className="min-w-0 flex-1 font-mono text-sm [overflow-wrap:anywhere]">{command}</code>
        <CopyButton text={command} label="Copy command" />
      </div>
      <code
        aria-label="The enrolment code"
        className="block rounded-lg border border-accent bg-accent-soft px-3 py-2.5 text-center font-mono text-lg tracking-wider select-all"
      >
        {code}
      </code>
    </>
  );
}
