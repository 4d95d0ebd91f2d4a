import { defineConfig } from "@playwright/test";
import base from "../../playwright.config";

// Pictures of the built pages, beside the designs they follow when a folder of those is named. Not a test of anything:
// somebody has to look at them. `npm run look -- ../designs` writes docs/look.

export default defineConfig({
  ...base,
  testDir: ".",
  outputDir: "../../test-results/look",
  workers: 1,
  projects: [{ name: "look" }],
});
