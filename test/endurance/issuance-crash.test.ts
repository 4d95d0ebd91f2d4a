import { vi } from "vitest";

// The same crashes as in every run, a hundred of them in a batch of five hundred.
vi.stubEnv("BATCH", "500");
vi.stubEnv("KILLS", "100");
await import("../casework/issuance-crash.test");
