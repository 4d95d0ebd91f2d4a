import { vi } from "vitest";

// The same race as in every run, two hundred times.
vi.stubEnv("RACE_ROUNDS", "200");
await import("../access/activation.test");
