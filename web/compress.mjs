/** After the build: every file that shrinks gets a smaller one beside it, which the service sends to who takes it. */
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const DIST = new URL("./dist/", import.meta.url);
const TEXT = /\.(js|css|svg|json|webmanifest)$/;
/** Below this a second file is not worth its round through the disk. */
const LEAST_BYTES = 1024;

const smallest = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };

for (const name of readdirSync(DIST, { recursive: true })) {
  const file = new URL(name, DIST);
  if (!TEXT.test(name) || statSync(file).size < LEAST_BYTES) continue;
  const content = readFileSync(file);
  writeFileSync(`${file.pathname}.br`, brotliCompressSync(content, { params: smallest }));
  writeFileSync(`${file.pathname}.gz`, gzipSync(content, { level: 9 }));
}
