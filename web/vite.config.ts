import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Where `npm run dev` finds the service. */
const SERVICE = process.env.LEDGER_URL ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [react()],
  // The service replaces the nonce in each answer: Ant Design makes its styles at run time.
  html: { cspNonce: "__CSP_NONCE__" },
  build: {
    target: "es2022",
    modulePreload: { polyfill: false },
    // A data: URL is an inline file to the policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
  },
  server: { proxy: { "/v1": SERVICE, "/docs": SERVICE, "/openapi.json": SERVICE, "/readyz": SERVICE } },
});
