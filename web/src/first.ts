/**
 * What is seen while the rest loads: the sign-in's heading, or the frame's outline. On a slow phone that is most of the
 * time there is. It looks as what comes in its place, so nothing moves.
 */
import { type Language, WIDE } from "./device";

export const WELCOME = {
  en: { name: "Points Ledger", says: "Recognise value. Prove every number." },
  zh: { name: "积分账本", says: "让价值被看见，让每个数字有据可查。" },
};

function made(tag: string, className: string, ...inside: (Node | string)[]): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...inside);
  return element;
}

function icon(size: number): HTMLImageElement {
  const image = new Image(size, size);
  image.src = "/icon.svg";
  image.alt = "";
  return image;
}

export function signInOutline(language: Language): HTMLElement {
  const { name, says } = WELCOME[language];
  return made("main", "sign-in", made("div", "sign-in-card", icon(56), made("h1", "", name), made("p", "quiet", says)));
}

export function frameOutline(): HTMLElement {
  const lines = [1, 2, 3, 4].map(() => made("span", ""));
  const content = made("main", "frame-content", made("div", "loading", ...lines));
  content.ariaBusy = "true";
  const frame = made("div", "frame", made("header", "frame-header", made("span", "brand", icon(28))), content);
  const wide = matchMedia(`(min-width: ${WIDE}px)`).matches;
  frame.dataset.wide = String(wide);
  if (!wide) frame.append(made("div", "at-hand"));
  return frame;
}
