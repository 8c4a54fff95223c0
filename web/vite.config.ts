import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

import react from "@vitejs/plugin-react";
import { type Plugin, defineConfig } from "vite";

/** Where `npm run dev` finds the service. */
const SERVICE = process.env.LEDGER_URL ?? "http://127.0.0.1:8000";

const SMALLEST = 1024;
/** The highest takes several times as long for a few percent. */
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

/** Compresses once, when it is built, what the service then sends as it is. */
const compressed = (): Plugin => ({
  name: "compressed",
  apply: "build",
  closeBundle() {
    const folder = join(import.meta.dirname, "dist", "assets");
    for (const name of readdirSync(folder).filter((each) => /\.(js|css)$/.test(each))) {
      const content = readFileSync(join(folder, name));
      if (content.length < SMALLEST) continue;
      writeFileSync(join(folder, `${name}.gz`), gzipSync(content, { level: 9 }));
      writeFileSync(join(folder, `${name}.br`), brotliCompressSync(content, QUALITY));
    }
  },
});

export default defineConfig({
  plugins: [react(), compressed()],
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
