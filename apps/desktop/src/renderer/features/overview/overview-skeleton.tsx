const BLOCK = "animate-wait rounded-lg bg-line";

/** The shape of the overview while it is on its way. */
export function OverviewSkeleton() {
  return (
    <div
      role="status"
      className="grid max-w-[1180px] grid-cols-1 gap-6 px-6 py-6 max-sm:px-4 max-sm:py-4 min-[1080px]:grid-cols-[minmax(0,7fr)_minmax(0,5fr)]"
    >
      <span className="sr-only">Loading the overview…</span>
      <div aria-hidden className="space-y-4">
        <div className={`${BLOCK} h-32`} />
        <div className={`${BLOCK} h-56`} />
      </div>
      <div aria-hidden className="space-y-4">
        <div className={`${BLOCK} h-48`} />
        <div className={`${BLOCK} h-48`} />
      </div>
    </div>
  );
}
