/** The key that does the same. */
export function KeyboardHint({ children }: { children: string }) {
  return (
    <kbd aria-hidden className="touch:hidden rounded-sm border border-current/25 px-1 font-sans text-xs leading-4">
      {children}
    </kbd>
  );
}
