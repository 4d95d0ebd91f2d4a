/** Who signs in: the offices from the first day, everyone else when they need to; and the case system's key. */
import { createAccount, grantRole } from "~/access/accounts.server";
import { createApiClient } from "~/access/api-client.server";
import { hashPassword } from "~/access/password.server";
import type { Role } from "~/access/permissions";
import type { Tx } from "~/db.server";
import { demoApiKey, demoPassword } from "../demo-accounts.ts";
import type { Person } from "./cast.ts";
import { ago, firstDay, officeHour } from "./days.ts";
import { actor, type District, unit } from "./district.ts";
import { bodies, plans, ROOT } from "./units.ts";

const CENTRAL: Record<string, Role> = {
  personnel: "personnel-department",
  personnel2: "personnel-department",
  legal: "legal-affairs",
  legal2: "legal-affairs",
  auditor: "auditor",
  secadmin: "security-administrator",
  auditadmin: "audit-administrator",
};

const OF_UNIT = {
  hr: "unit-personnel-officer",
  legal: "unit-legal-reviewer",
  training: "unit-training-officer",
} as const satisfies Record<string, Role>;

/** Who writes and who reviews questions, and who watches exams: three of the justice bureau's legal staff. */
const OF_JUSTICE: Record<string, Role> = {
  author: "question-author",
  reviewer: "question-reviewer",
  invigilator: "invigilator",
};

/** In a demo everybody's password is the same and known, so one hash serves all. */
export async function tellAccounts(district: District): Promise<void> {
  const { chronicle, people, today, accountId } = district;
  const passwordHash = await hashPassword(demoPassword);
  const open = async (tx: Tx, login: string, person: Person, actorId: string | null, now: Date) => {
    const { id: personId, name, unit: code } = person;
    const displayName = `${name}（${plans[code].shortName}）`;
    const account = { loginName: login, displayName, personId, passwordHash, isDemo: true };
    accountId.set(login, await createAccount(tx, account, actorId, now));
  };

  chronicle.on(officeHour(firstDay(today), "10:00"), async (tx, now) => {
    const who = (login: string) => people.find((person) => person.login === login)!;
    await open(tx, "sysadmin", who("sysadmin"), null, now);
    const by = actor(district, "sysadmin");
    const root = unit(district, ROOT);
    const grant = (login: string, role: Role, unitId = root) =>
      grantRole(tx, { accountId: actor(district, login), role, unitId }, by, now);
    await grant("sysadmin", "system-administrator");
    for (const [login, role] of Object.entries(CENTRAL)) {
      await open(tx, login, who(login), by, now);
      await grant(login, role);
    }
    const taken = new Set<Person>();
    for (const [login, role] of Object.entries(OF_JUSTICE)) {
      const person = people.find(
        (one) => one.unit === "justice" && one.group === "legal" && one.login === null && !taken.has(one),
      )!;
      taken.add(person);
      await open(tx, login, person, by, now);
      await grant(login, role);
    }
    const clerk = people.find((one) => one.unit === "office" && one.group === "other" && one.login === null)!;
    await open(tx, "congress", clerk, by, now);
    await grant("congress", "congress-office");
    for (const { code } of bodies) {
      for (const [office, role] of Object.entries(OF_UNIT)) {
        const login = `${code}-${office}`;
        const group = office === "legal" ? "legal" : "other";
        const colleagues = people.filter((person) => person.unit === code && person.group === group);
        const person =
          colleagues.find((one) => one.login === login) ??
          colleagues.find((one) => one.login === null && !taken.has(one))!;
        taken.add(person);
        await open(tx, login, person, by, now);
        await grant(login, role, unit(district, code));
      }
    }
  });

  for (const login of ["officer", "candidate", "leader", "contract"]) {
    const person = people.find((one) => one.login === login)!;
    chronicle.on(officeHour(ago(today, { days: 200 }), "10:00"), (tx, now) =>
      open(tx, login, person, actor(district, "sysadmin"), now),
    );
  }
  chronicle.on(officeHour(ago(today, { days: 199 }), "10:00"), async (tx, now) => {
    const client = { name: "临湖区行政执法办案系统", unitId: unit(district, ROOT), key: demoApiKey };
    await createApiClient(tx, client, actor(district, "sysadmin"), now);
  });
}
