/** What stands there for who is signed in: the sign-in needs none of it. */
import { App } from "antd";
import { RouterProvider } from "react-router";

import { router } from "../router";

export default function Inside() {
  return (
    <App message={{ maxCount: 2 }}>
      <RouterProvider router={router} />
    </App>
  );
}
