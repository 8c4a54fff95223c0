/** What stands where something is being fetched: as tall as a few lines, so that little moves when it arrives. */
export function Loading({ lines = 4 }: { lines?: number }) {
  return (
    <div aria-busy="true" role="status" aria-live="polite">
      <div className="loading">
        {Array.from({ length: lines }, (_, line) => (
          <span key={line} />
        ))}
      </div>
    </div>
  );
}
