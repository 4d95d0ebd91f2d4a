import { vi } from "vitest";

// The same race as in every run, many more times.
vi.stubEnv("RACE_ROUNDS", "300");
await import("../positions/assignments.test");
