/** The product's mark: a sword in a shield of the accent's colour. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={className}>
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <path
        d="M16 4.5 18 7v10.5h3.6a1 1 0 0 1 0 2H18v3.2a2.6 2.6 0 1 1-4 0v-3.2h-3.6a1 1 0 0 1 0-2H14V7z"
        className="fill-accent-ink"
      />
    </svg>
  );
}
