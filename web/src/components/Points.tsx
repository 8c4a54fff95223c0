import { useFormats } from "../formats";

/** An amount of points. `change`: what came or went, with its sign. */
export function Points({ points, change = false }: { points: number; change?: boolean }) {
  const f = useFormats();
  if (!change) return <span className="number">{f.points(points)}</span>;
  return <span className={`number ${points < 0 ? "down" : "up"}`}>{f.change(points)}</span>;
}
