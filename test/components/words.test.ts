import { describe, expect, it } from "vitest";
import {
  clockTime,
  clockTimeToTheSecond,
  dateOfInstant,
  dayAndMonth,
  lastDayBefore,
  longDate,
  longInstant,
  longInstantToTheSecond,
  longMonth,
  shortDate,
  shortInstant,
  weekday,
} from "~/text/dates";
import { elderFrom, localeFrom } from "~/text/text";

const asking = (headers: Record<string, string>) => new Request("http://here/", { headers });

describe("the language of a request", () => {
  it.each([
    [{}, "zh-CN"],
    [{ "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.8" }, "zh-CN"],
    [{ "Accept-Language": "en-GB,en;q=0.9,zh;q=0.5" }, "en"],
    [{ "Accept-Language": "en" }, "en"],
    [{ "Accept-Language": "fr,en" }, "zh-CN"],
    [{ "Accept-Language": "enm" }, "zh-CN"],
    [{ "Accept-Language": "en", Cookie: "a=1; lang=zh-CN" }, "zh-CN"],
    [{ Cookie: "lang=en" }, "en"],
    [{ Cookie: "lang=de" }, "zh-CN"],
    [{ Cookie: "xlang=en" }, "zh-CN"],
  ])("%j reads %s", (headers, locale) => {
    expect(localeFrom(asking(headers))).toBe(locale);
  });

  it("elder mode is a cookie of its own", () => {
    expect(elderFrom(asking({ Cookie: "lang=en; elder=1" }))).toBe(true);
    expect(elderFrom(asking({ Cookie: "elder=" }))).toBe(false);
    expect(elderFrom(asking({}))).toBe(false);
  });
});

describe("dates", () => {
  it("are written as each language writes them", () => {
    expect(longDate("2026-11-20", "zh-CN")).toBe("2026年11月20日");
    expect(longDate("2026-11-05", "en")).toBe("5 November 2026");
    expect(dayAndMonth("2026-01-05", "zh-CN")).toBe("1月5日");
    expect(dayAndMonth("2026-01-05", "en")).toBe("5 January");
    expect(longMonth("2026-11", "zh-CN")).toBe("2026年11月");
    expect(longMonth("2026-11-20", "en")).toBe("November 2026");
    expect(shortDate("2026-11-20")).toBe("2026-11-20");
    expect(weekday("2026-11-20", "zh-CN")).toBe("星期五");
    expect(weekday("2026-11-20", "en")).toBe("Friday");
  });

  it("show the last day that counts of a half-open range", () => {
    expect(lastDayBefore("2027-01-01")).toBe("2026-12-31");
    expect(lastDayBefore("2028-03-01")).toBe("2028-02-29");
  });

  it("refuse what is no date rather than print it", () => {
    expect(() => longDate("20.11.2026", "zh-CN")).toThrow(RangeError);
  });
});

describe("instants", () => {
  it("are shown in Shanghai, across midnight and wherever the server stands", () => {
    const at = "2026-11-19T16:30:05Z";
    expect(dateOfInstant(at)).toBe("2026-11-20");
    expect(clockTime(at)).toBe("00:30");
    expect(clockTimeToTheSecond(new Date(at))).toBe("00:30:05");
    expect(longInstant(at, "zh-CN")).toBe("2026年11月20日 00:30");
    expect(longInstantToTheSecond(at, "en")).toBe("20 November 2026, 00:30:05");
    expect(shortInstant(at)).toBe("2026-11-20 00:30");
  });
});
