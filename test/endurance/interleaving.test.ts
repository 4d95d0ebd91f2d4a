import { vi } from "vitest";

// The same property as in every run, on many more interleavings.
vi.stubEnv("RACE_ROUNDS", "500");
await import("../exams/interleaving.test");
