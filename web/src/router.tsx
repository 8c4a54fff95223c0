import { createBrowserRouter } from "react-router";

import { Loading } from "./components/Loading";
import { Broken } from "./layout/Broken";
import { Frame } from "./layout/Frame";
import { NotFound } from "./layout/NotFound";
import { notLoaded } from "./layout/NotLoaded";
import { pages } from "./pages";

/** Each page comes with its own code when it is first gone to. */
export const router = createBrowserRouter([
  {
    path: "/",
    element: <Frame />,
    errorElement: <Broken />,
    hydrateFallbackElement: <Loading />,
    children: [
      ...pages.map(({ path, load }) => ({
        path,
        errorElement: <Broken inside />,
        // Code that did not come is said here: the router leaves the place of a page without a loader empty.
        lazy: () => load().then(({ default: Component }) => ({ Component }), () => ({ Component: notLoaded(load) })), // prettier-ignore
      })),
      { path: "*", element: <NotFound /> },
    ],
  },
]);
