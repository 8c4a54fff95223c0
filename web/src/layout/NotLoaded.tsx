import { type ComponentType, useEffect, useState } from "react";

import { Loading } from "../components/Loading";
import { Broken } from "./Broken";

type Code = () => Promise<{ default: ComponentType }>;

/** A page whose code did not come: it is asked for anew whenever somebody goes to it, or tries again. */
export function notLoaded(load: Code): ComponentType {
  return function NotLoaded() {
    const [state, setState] = useState<{ Page?: ComponentType; failed?: true }>({});
    const ask = () => anew(load).then(({ default: Page }) => setState({ Page }));
    useEffect(() => void ask().catch(() => setState({ failed: true })), []);
    if (state.Page) return <state.Page />;
    return state.failed ? <Broken inside again={ask} /> : <Loading />;
  };
}

/** Styles that did not come are not asked for again by the build's own loader. */
async function anew(load: Code): ReturnType<Code> {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')) {
    if (link.sheet === null) link.replaceWith(link.cloneNode());
  }
  return load();
}
