/** The page's own clock: what waits for a person's hand is told the time here, and nowhere else. */
export const now = (): number => performance.now();

/** Does it so much later; what it gives back calls that off. */
export function after(ms: number, act: () => void): () => void {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
}

export const passed = (ms: number): Promise<void> => new Promise((resolve) => void after(ms, resolve));
