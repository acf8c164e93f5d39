/** The address that the latest use or refusal came from; nothing while none is known. */
export function FromAddress({ latest }: { latest: { address: string } | undefined }) {
  if (latest === undefined) return null;
  return (
    <>
      , from <span className="font-mono text-sm [overflow-wrap:anywhere]">{latest.address}</span>
    </>
  );
}
