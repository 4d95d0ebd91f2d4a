import { describe, expect, it } from "vitest";
import { memorySettings } from "../../prisma/cluster-memory.ts";

const GIGABYTE = 1024 ** 3;

describe("the database server's share of the memory", () => {
  it.each([
    [0.25, "128MB"],
    [1, "256MB"],
    [3, "768MB"],
    [4, "1024MB"],
    [256, "1024MB"],
  ])("of %s GB it keeps %s for itself", (gigabytes, own) => {
    expect(memorySettings(gigabytes * GIGABYTE)[0]).toBe(`shared_buffers=${own}`);
  });
});
