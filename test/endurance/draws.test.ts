import { vi } from "vitest";

// The same random blueprints and banks as in every run, ten thousand of each kind.
vi.stubEnv("DRAW_RUNS", "10000");
await import("../questions/draws.test");
