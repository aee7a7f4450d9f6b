import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: "../src/accord/server/static",
    emptyOutDir: true,
    target: "es2023",
    sourcemap: false,
    // what the page loads comes from files: a data: address would need a hole in the content security policy
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { host: "127.0.0.1", proxy: { "/api": "http://127.0.0.1:8700" } },
  test: { environment: "happy-dom", include: ["src/**/*.test.{ts,tsx}"] },
});
