/** Everything that is around every page: what is remembered of the service, looks, language, the session. */
import { LoadingOutlined } from "@ant-design/icons";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ConfigProvider } from "antd";
import { Suspense, lazy } from "react";

import { Problem, UNREACHABLE } from "./api/problem";
import { LOCALES, LanguageProvider } from "./language";
import { nonce } from "./nonce";
import { SessionGate } from "./session/SessionGate";
import { isWelcome } from "./session/link";
import { useLanguage } from "./texts";
import { useTheme, useWide } from "./theme";

const Welcome = lazy(() => import("./session/Welcome"));

/** What can be tried again by itself, and for how long. */
const mayPass = (problem: Problem): boolean => problem.code === UNREACHABLE || problem.status === 503 || problem.status === 429;

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, problem) => failures < 4 && problem instanceof Problem && mayPass(problem),
      retryDelay: (failures, problem) => ((problem as Problem).retryAfter ?? 2 ** failures / 2) * 1000,
    },
  },
});

const csp = { nonce };
// Ant Design's own stays until a transition of it has ended, which it may not have: the button would be named "loading Save".
const button = { autoInsertSpace: false, loadingIcon: <LoadingOutlined aria-hidden /> };

export function Page() {
  return (
    <QueryClientProvider client={queries}>
      <LanguageProvider>
        <Dressed />
      </LanguageProvider>
    </QueryClientProvider>
  );
}

function Dressed() {
  const language = useLanguage();
  const theme = useTheme();
  // Tall enough for a thumb, and in letters that a phone does not zoom to.
  const size = useWide() ? "middle" : "large";
  return (
    <ConfigProvider componentSize={size} csp={csp} locale={LOCALES[language]} theme={theme} button={button}>
      {isWelcome() ? (
        <Suspense>
          <Welcome />
        </Suspense>
      ) : (
        <SessionGate />
      )}
    </ConfigProvider>
  );
}
