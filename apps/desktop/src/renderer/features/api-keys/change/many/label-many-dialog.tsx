import { labelName, LABEL_PROBLEMS, MAX_LABELS, type SkippedKey } from "@excalibur/api/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { z } from "zod";
import { labelsTyped } from "../../../../components/labels-field.ts";
import { NO_OWNER } from "../../../../components/no-owner.ts";
import { OwnerSelect } from "../../../../components/owner-field.tsx";
import { apiClient } from "../../../../server/api.ts";
import { readFailure, type Failure } from "../../../../server/failure.ts";
import { Dialog } from "../../../../ui/dialog.tsx";
import { DialogForm } from "../../../../ui/dialog-form.tsx";
import { Field, Input } from "../../../../ui/field.tsx";
import { changeInSlices } from "./change-in-slices.ts";
import { describeSkipped } from "./describe-skipped.ts";
import { ProgressOfKeys } from "./progress-of-keys.tsx";
import { keyCount, type SelectedKeys } from "./selected-keys.ts";

/** The owner of each key stays. */
const AS_IT_IS = "as-it-is";

const namesTyped = z
  .string()
  .transform((typed) => typed.split(/[\s,]+/).filter((part) => part !== ""))
  .pipe(z.array(labelName).max(MAX_LABELS, LABEL_PROBLEMS.count));

const labelForm = z
  .object({ set: labelsTyped, remove: namesTyped, owner: z.string() })
  .refine(({ set, remove, owner }) => Object.keys(set).length > 0 || remove.length > 0 || owner !== AS_IT_IS, {
    path: ["set"],
    error: "Enter a label to set or to remove, or choose an owner.",
  });

/** Sets and removes labels of many keys, and gives them an owner. */
export default function LabelManyDialog({ keys, onClose }: { keys: SelectedKeys; onClose: () => void }) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const [done, setDone] = useState<number | null>(null);
  const defaultValues = { set: "", remove: "", owner: AS_IT_IS };
  const form = useForm({ resolver: zodResolver(labelForm), defaultValues });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ set, remove, owner }) => {
    setFailure(null);
    const change = {
      ...(Object.keys(set).length > 0 && { set }),
      ...(remove.length > 0 && { remove }),
      ...(owner !== AS_IT_IS && { ownerId: owner === NO_OWNER ? null : owner }),
    };
    try {
      setDone(0);
      const answers = await changeInSlices(
        keys,
        (ids) => apiClient.apiKeys.labelMany.mutate({ ids, ...change }),
        setDone,
      );
      keys.onChanged();
      sayDone(
        answers.flatMap(({ labeled }) => labeled).length,
        answers.flatMap(({ skipped }) => skipped),
      );
      onClose();
    } catch (error) {
      setFailure(readFailure(error));
    }
  });
  return (
    <Dialog title={`Label ${keyCount(keys.ids.length)}`} onClose={onClose}>
      <DialogForm
        onSubmit={submit}
        onClose={onClose}
        confirm={`Label ${keyCount(keys.ids.length)}`}
        busy={isSubmitting}
        failure={failure}
      >
        <Field
          label="Set labels"
          error={errors.set?.message}
          hint="Such as env=prod team=edge. A label that a key has with another value gets this one; its other labels stay."
        >
          {(control) => <Input {...control} autoFocus {...form.register("set")} />}
        </Field>
        <Field
          label="Remove labels"
          error={errors.remove?.message ?? errors.remove?.root?.message}
          hint="By their names, such as env team."
        >
          {(control) => <Input {...control} {...form.register("remove")} />}
        </Field>
        <Field label="Owner" hint="The member who answers for them.">
          {(control) => (
            <OwnerSelect
              {...control}
              first={{ value: AS_IT_IS, label: "As it is for each key" }}
              {...form.register("owner")}
            />
          )}
        </Field>
        {isSubmitting && <ProgressOfKeys done={done} total={keys.ids.length} />}
      </DialogForm>
    </Dialog>
  );
}

function sayDone(labeled: number, skipped: readonly SkippedKey[]): void {
  toast.success(`${keyCount(labeled)} ${labeled === 1 ? "has" : "have"} what you entered.`, {
    description: describeSkipped(skipped),
  });
}
