import { useQuery } from "@tanstack/react-query";
import { ChevronDown, X } from "lucide-react";
import { useState } from "react";
import { api } from "../server/api.ts";
import { Button } from "../ui/button.tsx";
import { Popover } from "../ui/popover.tsx";
import { ExecutorSearch } from "./executor-picker.tsx";

interface ExecutorChoiceProps {
  /** What the button says while none is chosen, and before the name of one that is. */
  all: string;
  chosen?: string;
  /** What taking the choice away does, for screen readers. */
  clear: string;
  look?: "quiet";
  executorId: string | undefined;
  onChange: (executorId: string | undefined) => void;
}

/** Narrows a list to one executor, found by a part of its name. */
export function ExecutorChoice({ all, chosen, clear, look, executorId, onChange }: ExecutorChoiceProps) {
  const [isOpen, setOpen] = useState(false);
  const name = useNameOf(executorId);
  const button = look === undefined ? {} : { look };
  if (executorId !== undefined) {
    return (
      <Button {...button} onClick={() => onChange(undefined)} className="max-w-[220px] min-w-14 shrink pr-2">
        {chosen !== undefined && <span className="shrink-0">{chosen}</span>}
        <bdi className="min-w-0 truncate">{name}</bdi>
        <X aria-hidden className="size-3.5 shrink-0 text-muted" />
        <span className="sr-only">, {clear}</span>
      </Button>
    );
  }
  return (
    <Popover
      label="Choose an executor"
      open={isOpen}
      onOpen={setOpen}
      trigger={
        <Button {...button} className="justify-between pr-2">
          {all}
          <ChevronDown aria-hidden className="size-3.5 text-muted" />
        </Button>
      }
    >
      <div className="p-1.5">
        <ExecutorSearch
          onExecutor={({ id }) => {
            setOpen(false);
            onChange(id);
          }}
        />
      </div>
    </Popover>
  );
}

/** Its name while there is such an executor; the id of one that was deleted. */
function useNameOf(executorId: string | undefined): string | undefined {
  const { data, isError } = useQuery({
    ...api.executors.get.queryOptions({ id: executorId ?? "" }),
    enabled: executorId !== undefined,
  });
  return isError ? executorId : data?.name;
}
