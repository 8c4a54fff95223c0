/** Around every page. What stands there for who is signed in is not part of the entry: the sign-in needs none of it. */
import { Suspense, lazy } from "react";

import { Loading } from "../components/Loading";
import { SessionGate } from "../session/SessionGate";

const Framed = lazy(() => import("./Framed"));

export function Frame() {
  return (
    <SessionGate>
      <Suspense fallback={<Loading />}>
        <Framed />
      </Suspense>
    </SessionGate>
  );
}
