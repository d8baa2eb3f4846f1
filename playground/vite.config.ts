import { defineConfig } from "vite";
import { offline } from "./build/offline.ts";

export default defineConfig({
  // Served from any path.
  base: "./",
  plugins: [offline()],
  worker: { format: "es" },
  optimizeDeps: { exclude: ["dockwarden"] },
  build: {
    target: "es2022",
    // light-dark() as it is written.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    chunkSizeWarningLimit: 800,
    modulePreload: { polyfill: false },
    // Files stay files: the page's policy allows no data: but for pictures.
    assetsInlineLimit: 0,
  },
  // Examples of the repository are part of the page.
  server: { fs: { allow: [".."] } },
});
