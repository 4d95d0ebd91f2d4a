import { describe, expect, it } from "vitest";
import { networkFrom } from "~/network";
import { MOST_TRIES, nextAfter } from "~/positions/webhook";
import { addressRefusals, mayReach } from "~/positions/webhook-address";

const AT = new Date("2026-11-20T02:00:00Z");

describe("what comes after an answer", () => {
  it.each([
    [{ status: 200 }, 1, "delivered"],
    [{ status: 204 }, 7, "delivered"],
    [{ status: 301 }, 1, "again"],
    [{ status: 404 }, 1, "again"],
    [{ status: 500 }, MOST_TRIES - 1, "again"],
    [{ failure: "no-connection" }, 3, "again"],
    [{ status: 500 }, MOST_TRIES, "stopped"],
    [{ failure: "inside-address" }, MOST_TRIES, "stopped"],
    [{ status: 410 }, 1, "stopped"],
  ] as const)("%j at the %ith try: %s", (answer, tries, is) => {
    expect(nextAfter(answer, tries, AT).is).toBe(is);
  });

  it("waits grow, to three days in all", () => {
    const waits = Array.from({ length: MOST_TRIES - 1 }, (_, n) => {
      const next = nextAfter({ status: 503 }, n + 1, AT);
      return next.is === "again" ? next.after.getTime() - AT.getTime() : Number.NaN;
    });
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    const hours = waits.reduce((sum, wait) => sum + wait, 0) / 3_600_000;
    expect(hours).toBeGreaterThan(72);
    expect(hours).toBeLessThan(80);
  });
});

describe("an address", () => {
  const inside = [
    ...["127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "0.0.0.0"],
    ...["100.64.0.1", "192.0.0.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "::", "::1", "fe80::1"],
    ...["fd00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:7f00:1", "64:ff9b::7f00:1", "2002:7f00:1::"],
    ...["::127.0.0.1", "not an address", ""],
  ];
  it.each(inside)("%s is never reached unless its network is named", (address) => {
    expect(mayReach(address, true, [])).toBe(false);
  });
  it.each(["8.8.8.8", "114.114.114.114", "172.32.0.1", "2400:3200::1"])(
    "%s is of the public network",
    (address) => {
      expect(mayReach(address, true, [])).toBe(true);
      expect(mayReach(address, false, [])).toBe(false);
    },
  );
  it("of a named network is reached; unencrypted only on this machine", () => {
    expect(mayReach("10.20.1.1", true, [["10.20.0.0", 16]])).toBe(true);
    expect(mayReach("10.21.1.1", true, [["10.20.0.0", 16]])).toBe(false);
    expect(mayReach("10.20.1.1", false, [["10.20.0.0", 16]])).toBe(false);
    expect(mayReach("127.0.0.1", false, [["127.0.0.0", 8]])).toBe(true);
  });

  it.each([
    ["https://case.example.gov.cn/status?a=b", []],
    ["http://case.example.gov.cn/", ["webhook.address-not-https"]],
    ["https://10.0.0.1/", ["webhook.address-inside"]],
    ["http://169.254.169.254/", ["webhook.address-not-https", "webhook.address-inside"]],
    // As browsers read them: all of these are 127.0.0.1.
    ["https://2130706433/", ["webhook.address-inside"]],
    ["https://0x7f.1/", ["webhook.address-inside"]],
    ["https://[::ffff:127.0.0.1]/", ["webhook.address-inside"]],
    ["https://user:secret@case.example.gov.cn/", ["webhook.address-invalid"]],
    ["https://case.example.gov.cn/#x", ["webhook.address-invalid"]],
    ["ftp://case.example.gov.cn/", ["webhook.address-invalid"]],
    ["case.example.gov.cn", ["webhook.address-invalid"]],
    [`https://case.example.gov.cn/${"x".repeat(500)}`, ["webhook.address-invalid"]],
  ])("%s", (typed, codes) => {
    expect(addressRefusals(typed, []).map(({ code }) => code)).toEqual(codes);
  });

  it("networks are read as they are written", () => {
    expect(networkFrom(" 10.20.0.0/16 ")).toEqual(["10.20.0.0", 16]);
    expect(networkFrom("fd00::/8")).toEqual(["fd00::", 8]);
    for (const wrong of ["10.20.0.0", "10.20.0.0/33", "10.20.0/16", "example/8", ""])
      expect(networkFrom(wrong)).toBeNull();
  });
});
