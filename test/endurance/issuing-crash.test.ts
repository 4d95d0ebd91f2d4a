import { vi } from "vitest";

// The same deaths as in every run, at every statement of issuing one certificate, before it is sent and while it is under way.
vi.stubEnv("STEPS", "1000");
await import("../certification/issuing-crash.test");
