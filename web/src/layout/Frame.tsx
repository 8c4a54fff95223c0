/** What is around a page: header, menu (beside it, or at the bottom of a phone), what is said about the link. */
import { Suspense, lazy, useState } from "react";
import { Outlet, ScrollRestoration, useLocation, useNavigation } from "react-router";

import { LiveProvider } from "../api/stream";
import { Loading } from "../components/Loading";
import { useLook } from "../components/look";
import { useMe } from "../session/session";
import { texts, useTexts } from "../texts";
import { useWide } from "../theme";
import { useArrival } from "./arrival";
import { AtHand } from "./AtHand";
import { Header } from "./Header";
import { Held } from "./Held";
import { LinkNotice } from "./LinkNotice";
import { Menu } from "./Menu";
import { mayOpen } from "./menu-pages";
import { NotFound } from "./NotFound";
import { later } from "./quiet";

const both = texts({ en: { skip: "Skip to the content", menu: "Menu" }, zh: { skip: "跳到正文", menu: "菜单" } });

const Toasts = lazy(() => import("./Toasts"));
const Look = later(() => import("./Look"));

export function Frame() {
  return (
    <LiveProvider>
      <Around />
    </LiveProvider>
  );
}

function Around() {
  const t = useTexts(both);
  const wide = useWide();
  const me = useMe();
  const { pathname } = useLocation();
  const going = useNavigation().state !== "idle";
  const look = useLook();
  const [looked, setLooked] = useState(look);
  if (look !== null && look !== looked) setLooked(look);
  useArrival();
  return (
    <div className="frame" data-wide={wide}>
      <a className="skip" href="#content">
        {t.skip}
      </a>
      <Header />
      {wide && (
        <nav className="frame-menu" aria-label={t.menu}>
          <div className="frame-menu-stays">
            <Menu />
          </div>
        </nav>
      )}
      <main id="content" className="frame-content" tabIndex={-1} aria-busy={going}>
        <LinkNotice />
        {mayOpen(pathname, me) ? (
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        ) : (
          <NotFound />
        )}
      </main>
      {!wide && <AtHand />}
      <Held />
      {looked !== null && (
        <Suspense>
          <Look at={looked} open={look !== null} />
        </Suspense>
      )}
      <Suspense>
        <Toasts />
      </Suspense>
      <ScrollRestoration />
    </div>
  );
}
