import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { root } from "../src/root.ts";

// The page of the local workspace. It is served with a content security policy that allows no inline script.
export default defineConfig({
  root: fileURLToPath(new URL("src/sandbox/page/", root)),
  base: "./",
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL("dist/web/", root)),
    emptyOutDir: true,
    target: ["chrome126", "firefox128", "safari18"],
    // No inline images or scripts, and no warning for the one big chunk: it comes from the same machine.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1_500,
    reportCompressedSize: false,
  },
});
