import { type PointerEvent, type ReactNode, useRef, useState } from "react";

interface Props {
  onRight: () => void;
  onLeft: () => void;
  right: string;
  left: string;
  children: ReactNode;
}

/** How far a finger goes before it counts. */
const FAR = 96;

/** A finger pushes what is inside to the right or left. All that it does has a button, too. */
export function Swipe({ onRight, onLeft, right, left, children }: Props) {
  const from = useRef<{ x: number; y: number } | null>(null);
  const [by, setBy] = useState(0);
  const down = (event: PointerEvent) => {
    if (event.pointerType === "touch") from.current = { x: event.clientX, y: event.clientY };
  };
  const move = (event: PointerEvent) => {
    if (from.current === null) return;
    const x = event.clientX - from.current.x;
    // Mostly up or down is scrolling.
    setBy(Math.abs(x) > 2 * Math.abs(event.clientY - from.current.y) ? x : 0);
  };
  const up = () => {
    if (by > FAR) onRight();
    else if (by < -FAR) onLeft();
    cancel();
  };
  const cancel = () => {
    from.current = null;
    setBy(0);
  };
  return (
    <div className="swipe" data-far={Math.abs(by) > FAR} onPointerDown={down} onPointerMove={move} onPointerUp={up} onPointerCancel={cancel}>
      {by !== 0 && (
        <span className="swipe-says" data-side={by > 0 ? "right" : "left"} aria-hidden="true">
          {by > 0 ? right : left}
        </span>
      )}
      <div className="swipe-moved" style={by === 0 ? undefined : { transform: `translateX(${by}px)`, transition: "none" }}>
        {children}
      </div>
    </div>
  );
}
