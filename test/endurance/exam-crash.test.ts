import { vi } from "vitest";

// The same crashes as in every run, two hundred of them.
vi.stubEnv("RACE_ROUNDS", "200");
await import("../exams/crash.test");
