import { useRef, useState, type DragEvent } from "react";
import { readFailure, type Failure } from "../../server/failure.ts";
import { Button } from "../../ui/button.tsx";
import { FailureCallout } from "../../ui/failure-callout.tsx";
import { Field } from "../../ui/field.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { FoundKeys } from "./found-keys.tsx";
import { lookThrough, type FoundKey, type Progress } from "./look-through.ts";
import type { KeyActs } from "./own-key.tsx";
import { droppedFiles, textOf } from "./texts-of.ts";

type State =
  | { kind: "idle" }
  | { kind: "looking"; progress: Progress | null }
  | { kind: "failed"; failure: Failure }
  | { kind: "done"; found: FoundKey[]; unread: number };

/** Looks for leaked keys in what is pasted or dropped, in the page, and shows who uses them from where. */
export function IncidentScreen({ acts }: { acts: KeyActs }) {
  const [state, setState] = useState<State>({ kind: "idle" });
  const running = useRef<AbortController>(null);
  const text = useRef<HTMLTextAreaElement>(null);

  const look = async (texts: readonly (() => Promise<string | null>)[]) => {
    running.current?.abort();
    const run = (running.current = new AbortController());
    setState({ kind: "looking", progress: null });
    try {
      const onProgress = (progress: Progress) => {
        if (!run.signal.aborted) setState({ kind: "looking", progress });
      };
      const result = await lookThrough(texts, { signal: run.signal, onProgress });
      if (!run.signal.aborted) setState({ kind: "done", ...result });
    } catch (error) {
      if (!run.signal.aborted) setState({ kind: "failed", failure: readFailure(error) });
    }
  };
  const lookAtFiles = (files: readonly File[]) => look(files.map((file) => () => textOf(file)));
  const lookAtText = () => {
    const pasted = text.current?.value ?? "";
    // It may hold secrets, so it does not stay on the screen.
    if (text.current !== null) text.current.value = "";
    return look([() => Promise.resolve(pasted)]);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    void droppedFiles(event.dataTransfer.items).then(lookAtFiles);
  };
  return (
    <div className="flex h-full flex-col" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <PageHeader title="A key leaked" windowTitle="A key leaked" />
      <div className="min-h-0 flex-1 overflow-y-auto px-4 py-4">
        <div className="max-w-[840px] space-y-5">
          <p className="text-pretty text-muted">
            Paste a text, or drop files or a folder here. Keys are found in this page, also in escapes, in base64 and
            broken over lines; nothing of it is sent but their hashes.
          </p>
          <Field label="Text">
            {(control) => (
              <textarea
                {...control}
                ref={text}
                rows={5}
                spellCheck={false}
                autoComplete="off"
                className="w-full rounded-md border border-line-strong bg-surface px-2.5 py-2 font-mono text-sm focus-visible:border-accent focus-visible:outline-1"
              />
            )}
          </Field>
          <div className="flex flex-wrap items-center gap-2">
            <Button look="primary" onClick={() => void lookAtText()}>
              Look for keys
            </Button>
            <FilesButton label="Choose files…" onChosen={(files) => void lookAtFiles(files)} />
            <FilesButton label="Choose a folder…" isFolder onChosen={(files) => void lookAtFiles(files)} />
          </div>
          <div aria-live="polite">{state.kind === "looking" && <Looking progress={state.progress} />}</div>
          {state.kind === "failed" && <FailureCallout failure={state.failure} />}
          {state.kind === "done" && <FoundKeys found={state.found} unread={state.unread} acts={acts} />}
        </div>
      </div>
    </div>
  );
}

function Looking({ progress }: { progress: Progress | null }) {
  if (progress === null) return <p className="text-muted">Looking…</p>;
  return (
    <p className="text-muted tabular-nums">
      {progress.files} of {progress.of} files, {progress.keys} keys…
    </p>
  );
}

interface FilesButtonProps {
  label: string;
  isFolder?: boolean;
  onChosen: (files: File[]) => void;
}

/** A button that opens the system's dialog for files, or for a folder with everything in it. */
function FilesButton({ label, isFolder = false, onChosen }: FilesButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button onClick={() => input.current?.click()}>{label}</Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={label}
        {...(isFolder ? { webkitdirectory: "" } : {})}
        onChange={(event) => {
          onChosen([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
    </>
  );
}
