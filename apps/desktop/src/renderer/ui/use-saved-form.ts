import { useEffect } from "react";
import { useForm, type FieldValues, type Resolver, type UseFormReturn } from "react-hook-form";

/**
 * A form over what the server holds. It follows what others change, except in fields that were changed here and are not saved.
 * @param saved what the server holds now.
 */
export function useSavedForm<Fields extends FieldValues, Checked>(
  saved: Fields,
  resolver: Resolver<Fields, unknown, Checked>,
): UseFormReturn<Fields, unknown, Checked> {
  const form = useForm<Fields, unknown, Checked>({
    resolver,
    values: saved,
    resetOptions: { keepDirtyValues: true },
  });
  const text = JSON.stringify(saved);
  // The library keeps a field marked as changed over a reset; once its text is what is saved, it follows again.
  useEffect(() => form.resetDefaultValues(JSON.parse(text) as Fields), [form, text]);
  return form;
}
