import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { withoutSecrets } from "../server/without-secrets.ts";
import { Input } from "../ui/field.tsx";
import { useShortcut } from "../ui/use-shortcut.ts";
import { useDebounced } from "../ui/use-debounced.ts";

const SEARCH_AFTER_MS = 120;

interface SearchBoxProps {
  /** What is searched, for screen readers. */
  label: string;
  value: string;
  onChange: (value: string) => void;
  /**
   * Takes a text that holds a whole key, as it was pasted: the box keeps no part of it.
   * @returns false for a text that it does not take; then its keys are cut to their first characters.
   */
  onSecret?: (text: string) => boolean;
}

/** Searches while one types. `/` goes to it, Escape empties it. */
export function SearchBox({ label, value, onChange, onSecret }: SearchBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  const sent = useRef(value);
  const [typed, setTyped] = useState(value);
  const debounced = useDebounced(typed, SEARCH_AFTER_MS);

  useEffect(() => {
    // What is still being typed, or was changed elsewhere a moment ago, is not sent.
    if (debounced !== typed || debounced === sent.current) return;
    sent.current = debounced;
    onChange(debounced);
  }, [debounced, typed, onChange]);
  useEffect(() => {
    // Changed elsewhere, such as by the button that clears the filter.
    if (value !== sent.current) setTyped((sent.current = value));
  }, [value]);
  useShortcut("/", () => input.current?.focus());

  return (
    <div className="relative min-w-16 basis-[220px] max-sm:basis-full">
      <Search aria-hidden className="pointer-events-none absolute inset-y-0 left-2.5 my-auto size-4 text-muted" />
      <Input
        ref={input}
        type="search"
        data-list-search
        aria-keyshortcuts="/"
        aria-label={label}
        placeholder="Search…"
        maxLength={100}
        value={typed}
        onChange={({ target }) => setTyped(onSecret?.(target.value) === true ? "" : withoutSecrets(target.value))}
        onKeyDown={(event) => event.key === "Escape" && setTyped("")}
        className="pl-8 [&::-webkit-search-cancel-button]:appearance-none"
      />
    </div>
  );
}
