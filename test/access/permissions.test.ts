import { describe, expect, it } from "vitest";
import { type Actor, can, isStaff, pathsFor, type Role } from "~/access/permissions";

const actor = (...grants: [Role, string][]): Actor => ({
  accountId: "account",
  personId: "self",
  displayName: "",
  grants: grants.map(([role, path]) => ({ role, unitId: path, path })),
});

describe("permissions", () => {
  it("a role reaches its subtree and nothing beside it", () => {
    const officer = actor(["unit-personnel-officer", "/linhu/urban/"]);
    expect(can(officer, "person:write", { path: "/linhu/urban/" })).toBe(true);
    expect(can(officer, "person:write", { path: "/linhu/urban/first-brigade/" })).toBe(true);
    expect(can(officer, "person:write", { path: "/linhu/urban-renewal/" })).toBe(false);
    expect(can(officer, "person:write", { path: "/linhu/" })).toBe(false);
  });

  it("an auditor reads everything in scope and changes nothing", () => {
    const auditor = actor(["auditor", "/linhu/"]);
    expect(can(auditor, "person:read-file", { path: "/linhu/urban/" })).toBe(true);
    for (const permission of [
      "person:write",
      "study:accept",
      "application:review",
      "certificate:propose",
      "assignment:write",
    ] as const)
      expect(can(auditor, permission, { path: "/linhu/urban/" })).toBe(false);
  });

  it("nobody reviews, issues, revokes or assigns for themselves", () => {
    const powerful = actor(["personnel-department", "/linhu/"], ["legal-affairs", "/linhu/"]);
    for (const permission of [
      "study:accept",
      "application:review",
      "certificate:issue",
      "certificate:approve",
      "assignment:write",
    ] as const) {
      expect(can(powerful, permission, { path: "/linhu/", personId: "another" })).toBe(true);
      expect(can(powerful, permission, { path: "/linhu/", personId: "self" })).toBe(false);
    }
  });

  it("the three administrators hold no power over people or certificates", () => {
    for (const role of ["system-administrator", "security-administrator", "audit-administrator"] as const)
      for (const permission of ["person:read", "person:unmask", "certificate:issue", "exam:release"] as const)
        expect(can(actor([role, "/linhu/"]), permission, { path: "/linhu/" })).toBe(false);
  });

  it("lists are bounded by the widest subtrees only", () => {
    const both = actor(["unit-personnel-officer", "/linhu/urban/"], ["legal-affairs", "/linhu/"]);
    expect(pathsFor(both, "person:read")).toEqual(["/linhu/"]);
    expect(pathsFor(both, "person:write")).toEqual(["/linhu/urban/"]);
    expect(pathsFor(both, "person:unmask")).toEqual([]);
  });

  it("the staff door is shut to those without a role", () => {
    expect(isStaff(actor())).toBe(false);
    expect(isStaff(actor(["invigilator", "/linhu/"]))).toBe(true);
  });
});
