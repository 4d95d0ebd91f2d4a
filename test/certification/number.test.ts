import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  certificateNumberFrom,
  certificateSequenceOf,
  verificationCode,
  verificationCodeFrom,
} from "~/certification/number";

describe("certificate numbers", () => {
  it.each([
    ["{prefix}{seq:7}", { prefix: "1801", sequence: 42 }, "18010000042"],
    ["{prefix}-{year}-{seq:4}", { prefix: "A.B", sequence: 1, year: 2026 }, "A.B-2026-0001"],
  ] as const)("%s", (pattern, parts, number) => {
    expect(certificateNumberFrom(pattern, parts)).toEqual({ ok: true, number });
    expect(certificateSequenceOf(pattern, parts.prefix, number)).toBe(parts.sequence);
  });

  it("refuses to widen or wrap when a series is used up", () => {
    const full = certificateNumberFrom("{prefix}{seq:3}", { prefix: "9", sequence: 1000 });
    expect(full.ok ? [] : full.refusals).toMatchObject([
      { code: "certificate-number.exhausted", facts: { width: 3 } },
    ]);
    expect(certificateNumberFrom("{prefix}{seq:3}", { prefix: "9", sequence: 999 }).ok).toBe(true);
  });

  it("different sequences never give one number", () => {
    fc.assert(
      fc.property(fc.nat(9_999_999), fc.nat(9_999_999), (a, b) => {
        const number = (sequence: number) =>
          certificateNumberFrom("{prefix}{seq:7}", { prefix: "18", sequence });
        expect(JSON.stringify(number(a)) === JSON.stringify(number(b))).toBe(a === b);
      }),
    );
  });

  it.each(["1901000042", "18010000042X", "1801000004", "x18010000042"])(
    "%s is not of this series",
    (number) => {
      expect(certificateSequenceOf("{prefix}{seq:7}", "1801", number)).toBeNull();
    },
  );
});

describe("verification codes", () => {
  const random = fc.uint8Array({ minLength: 12, maxLength: 12 });

  it("come back however they are typed", () => {
    fc.assert(
      fc.property(random, (bytes) => {
        const code = verificationCode(bytes);
        expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/);
        expect(verificationCodeFrom(code)).toBe(code);
        expect(verificationCodeFrom(` ${code.toLowerCase().replaceAll("-", " ")}`)).toBe(code);
        expect(verificationCodeFrom(code.replaceAll("0", "O").replaceAll("1", "l"))).toBe(code);
      }),
    );
  });

  it("notice one wrong character and two swapped", () => {
    const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    fc.assert(
      fc.property(random, fc.nat(19), fc.nat(19), fc.constantFrom(...alphabet), (bytes, i, j, wrong) => {
        const plain = [...verificationCode(bytes).replaceAll("-", "")];
        const changed = plain.with(i, wrong);
        if (changed[i] !== plain[i]) expect(verificationCodeFrom(changed.join(""))).toBeNull();
        const swapped = plain.with(i, plain[j] ?? "").with(j, plain[i] ?? "");
        if (plain[i] !== plain[j]) expect(verificationCodeFrom(swapped.join(""))).toBeNull();
      }),
    );
  });

  it.each(["", "7K2M", "UUUU-UUUU-UUUU-UUUU-UUUU", "7K2M-7K2M-7K2M-7K2M-7K2M-7K2M"])(
    "%j is none",
    (typed) => {
      expect(verificationCodeFrom(typed)).toBeNull();
    },
  );
});
