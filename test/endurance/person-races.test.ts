import { vi } from "vitest";

// The same races as in every run, two hundred times.
vi.stubEnv("RACE_ROUNDS", "200");
await import("../personnel/person-races.test");
