import { describe, expect, it } from "vitest";
import {
  isPasswordExpired,
  LONGEST_PASSWORD,
  mayUsePassword,
  passwordProfile,
} from "~/access/password-policy";
import { refusalsOf } from "~/verdict";

const owner = { loginName: "gu.changqing", displayName: "顾长青（城管局）" };
const against = (password: string, name: "asvs" | "dengbao" = "asvs") =>
  refusalsOf(mayUsePassword(password, owner, passwordProfile(name))).map(({ code }) => code);

describe("the ASVS profile", () => {
  it.each([
    "correct horse battery",
    "临湖的早市六点半开张，风很大",
    "x7#Lq0vTmz2p",
    "a".concat("湖面上有三只白鹭"),
  ])("takes %s", (password) => {
    expect(against(password.padEnd(12, "。")).filter((code) => code !== "password.short")).toEqual([]);
  });

  it("asks for twelve characters as people count them, and no kinds of character", () => {
    expect(against("eleven char")).toEqual(["password.short"]);
    expect(against("twelve chars")).toEqual([]);
    expect(against("𠅤".repeat(6))).toContain("password.short");
  });

  it("takes at least 128 characters, and says where it ends", () => {
    const long = Array.from({ length: 128 }, (_, n) => String.fromCodePoint(0x4e00 + n * 37)).join("");
    expect(against(long)).toEqual([]);
    expect(against("不常见的句子".repeat(Math.ceil(LONGEST_PASSWORD / 6) + 1))).toEqual(["password.long"]);
  });

  it.each([
    "qwertyuiop123",
    "1qaz2wsx3edc",
    "Password2026!",
    "woaini1314520",
    "123456789012345",
    "abcdefghijklmn",
    "aaaaaaaaaaaaaa",
    "abcabcabcabcabc",
    "9876543210987",
  ])("knows %s", (password) => {
    expect(against(password)).toContain("password.common");
  });

  it.each([
    "my gu.changqing pass",
    "顾长青的密码是这一个呀呀",
    "Chizheng is my thing",
    "持证上岗人人有责一二三四",
  ])("%s holds a word an attacker tries first", (password) => {
    expect(against(password)).toEqual(["password.context"]);
  });

  it("never grows old", () => {
    const old = new Date("2000-01-01T00:00:00Z");
    expect(isPasswordExpired(old, new Date("2026-01-01T00:00:00Z"), passwordProfile("asvs"))).toBe(false);
  });
});

describe("the 等保 profile", () => {
  it("asks for ten characters and three of four kinds, and tells all that is missing at once", () => {
    expect(against("Lake-heron", "dengbao")).toEqual([]);
    expect(against("lake heron flies", "dengbao")).toEqual(["password.classes"]);
    expect(against("lakeheron", "dengbao")).toEqual(["password.short", "password.classes"]);
    expect(against("Lake7湖heron", "dengbao")).toEqual([]);
    expect(against("Password2026", "dengbao")).toEqual(["password.common"]);
  });

  it("is to be changed after ninety days", () => {
    const set = new Date("2026-01-01T00:00:00Z");
    const after = (days: number) => new Date(set.getTime() + days * 86_400_000);
    expect(isPasswordExpired(set, after(90), passwordProfile("dengbao"))).toBe(false);
    expect(isPasswordExpired(set, after(90.1), passwordProfile("dengbao"))).toBe(true);
  });

  it("is not looked through when it is megabytes long", () => {
    const began = performance.now();
    expect(against(`a${"1".repeat(2_000_000)}a`)).toEqual(["password.long"]);
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});
