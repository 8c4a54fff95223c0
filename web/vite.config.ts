import react from "@vitejs/plugin-react";
import { defineConfig, loadEnv } from "vite";

import { antdCss } from "./antd-css.ts";

/** Where `npm run dev` finds the service. */
const SERVICE = loadEnv("", ".", "LEDGER_").LEDGER_URL ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [react(), antdCss()],
  // The service replaces the nonce in each answer: the variables of Ant Design's styles are set at run time.
  html: { cspNonce: "__CSP_NONCE__" },
  build: {
    target: "es2022",
    modulePreload: { polyfill: false },
    // A data: URL is an inline file to the policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    // What is needed first is few files: each costs a slow phone some milliseconds beside its size.
    rolldownOptions: {
      output: {
        chunkFileNames: ({ name }) => `assets/${name.split("~")[0]}-[hash].js`,
        codeSplitting: {
          groups: [
            { name: "first", test: /src\/(first|device)\.ts$|preload-helper|rolldown\/runtime/, priority: 3 },
            { name: "start", test: /src\/start\.tsx$/, priority: 2 },
            // By itself: what the sign-in shares with pages must not bring it along.
            { name: "router", test: /node_modules\/react-router\//, priority: 2 },
            { name: "inside", test: /src\/layout\/Inside\.tsx$/, priority: 1, entriesAware: true, entriesAwareMergeThreshold: 20_000 },
          ],
        },
      },
    },
  },
  server: { proxy: { "/v1": SERVICE, "/docs": SERVICE, "/openapi.json": SERVICE, "/readyz": SERVICE } },
});
