import { useFormats } from "../formats";

/** A moment or a day; how long ago, with the exact time behind it. */
export function When({ at, exact = false }: { at: string; exact?: boolean }) {
  const f = useFormats();
  const full = at.length === 10 ? f.date(at) : f.time(at);
  return (
    <time dateTime={at} title={full}>
      {exact || at.length === 10 ? full : f.ago(at)}
    </time>
  );
}
