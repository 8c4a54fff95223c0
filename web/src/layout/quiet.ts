/** Some moments after the start, or when somebody does something: what is not seen at first loads only then. */
const QUIET_MS = 5_000;

export const quiet = new Promise<void>((resolve) => {
  setTimeout(resolve, QUIET_MS);
  for (const doing of ["pointerdown", "keydown"]) addEventListener(doing, () => resolve(), { once: true, capture: true });
});
