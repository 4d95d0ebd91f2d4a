import { vi } from "vitest";

// The same races as in every run, many more times.
vi.stubEnv("RACE_ROUNDS", "200");
await import("../positions/gate-races.test");
