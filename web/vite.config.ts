import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** Leaves a packed twin beside each script and style, so that the server need not pack anything. */
function packed(): Plugin {
  return {
    name: "packed",
    apply: "build",
    writeBundle({ dir = "" }) {
      const assets = join(dir, "assets");
      for (const name of readdirSync(assets).filter((one) => /\.(js|css|svg)$/.test(one))) {
        const whole = readFileSync(join(assets, name));
        if (whole.length > 1024) writeFileSync(join(assets, `${name}.gz`), gzipSync(whole, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  plugins: [react(), packed()],
  build: {
    outDir: "../src/accord/server/static",
    emptyOutDir: true,
    target: "es2023",
    sourcemap: false,
    // what loads what: tests/server/test_pages.py weighs the first load by it
    manifest: true,
    // what the page loads comes from files: a data: address would need a hole in the content security policy
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { host: "127.0.0.1", proxy: { "/api": "http://127.0.0.1:8700" } },
  // a machine that other work keeps busy is no reason to fail
  test: { environment: "happy-dom", include: ["src/**/*.test.{ts,tsx}"], testTimeout: 60_000 },
});
