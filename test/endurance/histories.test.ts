import { vi } from "vitest";

// The same property as in every run, of many more histories.
vi.stubEnv("HISTORIES", "500");
await import("../positions/histories.test");
