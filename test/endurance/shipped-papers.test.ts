import { vi } from "vitest";

// Every shipped paper, a thousand times.
vi.stubEnv("PAPER_DRAWS", "1000");
await import("../question-banks/shipped-banks.test");
