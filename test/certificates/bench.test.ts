import { expect, test } from "vitest";
import { benchCertificates } from "../../certificates/bench";

test("the bench counts certificates", async () => {
  expect(await benchCertificates(0.2)).toBeGreaterThan(1);
});
