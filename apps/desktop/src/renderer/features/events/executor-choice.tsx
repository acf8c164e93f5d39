import { useQuery } from "@tanstack/react-query";
import { ChevronDown, X } from "lucide-react";
import { useState } from "react";
import { ExecutorSearch } from "../../components/executor-picker.tsx";
import { api } from "../../server/api.ts";
import { Button } from "../../ui/button.tsx";
import { Popover } from "../../ui/popover.tsx";

interface ExecutorChoiceProps {
  executorId: string | undefined;
  onChange: (executorId: string | undefined) => void;
}

/** Narrows the events to one executor, found by a part of its name. */
export function ExecutorChoice({ executorId, onChange }: ExecutorChoiceProps) {
  const [isOpen, setOpen] = useState(false);
  const name = useNameOf(executorId);
  if (executorId !== undefined) {
    return (
      <Button onClick={() => onChange(undefined)} className="max-w-[220px] min-w-14 shrink pr-2">
        <bdi className="min-w-0 truncate">{name}</bdi>
        <X aria-hidden className="size-3.5 shrink-0 text-muted" />
        <span className="sr-only">, show the events of all executors</span>
      </Button>
    );
  }
  return (
    <Popover
      label="Choose an executor"
      open={isOpen}
      onOpen={setOpen}
      trigger={
        <Button className="justify-between pr-2">
          All executors
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
