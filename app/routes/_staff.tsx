import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData } from "@remix-run/react";
import { type Actor, can, type Permission } from "~/access/permissions";
import { requireStaff } from "~/access/session.server";
import { reviewsConcern } from "~/certification/review-page.server";
import type { IconName } from "~/components/icon";
import { type NavGroup, shownFirst } from "~/components/nav-items";
import { StaffShell } from "~/components/staff-shell";
import { prisma } from "~/db.server";
import { unreadOf } from "~/notices/notice-list.server";
import { shell } from "~/text/shell";
import { useText } from "~/text/text";

type Place = { href: string; text: keyof Words; icon: IconName; needs: Permission };
type Words = (typeof shell)["en"]["nav"];
type Group = { title?: keyof Words["groups"]; places: readonly Place[] };

const groups: readonly Group[] = [
  { places: [{ href: "/desk", text: "workbench", icon: "home", needs: "desk:view" }] },
  {
    title: "people",
    places: [
      { href: "/people", text: "people", icon: "people", needs: "person:read" },
      { href: "/people/imports/new", text: "imports", icon: "upload", needs: "roster:import" },
      { href: "/transfers", text: "transfers", icon: "swap", needs: "transfer:read" },
      { href: "/units", text: "units", icon: "gate", needs: "unit:read" },
      { href: "/unit-changes", text: "unitChanges", icon: "grid", needs: "unit-change:read" },
      { href: "/positions", text: "positions", icon: "person", needs: "position:read" },
      { href: "/clearance", text: "clearance", icon: "filter", needs: "clearance:read" },
      { href: "/appointments", text: "leadingPosts", icon: "person", needs: "appointment:read" },
      {
        href: "/legal-qualifications",
        text: "legalQualifications",
        icon: "scale",
        needs: "legal-qualification:read",
      },
    ],
  },
  {
    title: "study",
    // What is done every week first: the menu shows the first ones that somebody may open.
    places: [
      { href: "/study-sessions", text: "sessions", icon: "cal", needs: "study-session:read" },
      { href: "/study-records", text: "ledger", icon: "book", needs: "study:read" },
      { href: "/study-standings", text: "standings", icon: "chart", needs: "study:read" },
      { href: "/plans", text: "plans", icon: "flag", needs: "plan:read" },
      { href: "/study-audits", text: "studyAudit", icon: "search", needs: "study-audit:read" },
      { href: "/rectifications", text: "rectifications", icon: "back", needs: "supervision:read" },
      { href: "/supervision-notices", text: "supervisionNotices", icon: "bell", needs: "supervision:read" },
      { href: "/courses", text: "courses", icon: "doc", needs: "course:read" },
      { href: "/must-know", text: "mustKnow", icon: "scale", needs: "must-know:read" },
      { href: "/study-reliefs", text: "studyReliefs", icon: "person", needs: "study-relief:read" },
      { href: "/learning", text: "learning", icon: "eye", needs: "learning:read" },
      { href: "/law-statements", text: "lawStatements", icon: "doc", needs: "law-statement:read" },
      { href: "/study-years", text: "studyYears", icon: "okfill", needs: "study-year:read" },
    ],
  },
  {
    title: "exams",
    places: [
      { href: "/laws", text: "laws", icon: "scale", needs: "law:read" },
      { href: "/questions", text: "questions", icon: "pencil", needs: "bank:read" },
      { href: "/banks", text: "banks", icon: "book", needs: "bank:read" },
      { href: "/blueprints", text: "blueprints", icon: "grid", needs: "blueprint:read" },
      { href: "/exams", text: "exams", icon: "cal", needs: "exam:read" },
      { href: "/requirements", text: "requirements", icon: "flag", needs: "requirement:read" },
      {
        href: "/appointment-batches",
        text: "appointments",
        icon: "person",
        needs: "appointment:read",
      },
      { href: "/objections", text: "objections", icon: "flag", needs: "objection:read" },
    ],
  },
  {
    title: "certificates",
    places: [
      { href: "/applications", text: "applications", icon: "card", needs: "application:read" },
      { href: "/issuances", text: "issuances", icon: "okfill", needs: "certificate:issue" },
      { href: "/certificates", text: "certificates", icon: "doc", needs: "certificate:read" },
      { href: "/renewals", text: "renewals", icon: "cal", needs: "application:read" },
      { href: "/certificate-reviews", text: "periodicReviews", icon: "ok", needs: "certificate-review:read" },
      { href: "/training-certificates", text: "trainings", icon: "book", needs: "training:read" },
      { href: "/decision-reviews", text: "decisionReviews", icon: "back", needs: "decision-review:read" },
      { href: "/ministry-cards", text: "ministryCards", icon: "card", needs: "ministry-card:read" },
      { href: "/items", text: "marks", icon: "grid", needs: "item:read" },
      { href: "/ban-register", text: "banRegister", icon: "stop", needs: "ban:read" },
      { href: "/campaigns", text: "campaigns", icon: "flag", needs: "campaign:read" },
    ],
  },
  {
    title: "settings",
    places: [
      { href: "/accounts", text: "accounts", icon: "people", needs: "account:read" },
      { href: "/role-proposals", text: "roles", icon: "okfill", needs: "role:approve" },
      { href: "/api-clients", text: "apiClients", icon: "doc", needs: "api-client:read" },
      { href: "/rule-packs", text: "rulePacks", icon: "gear", needs: "rule-pack:read" },
      { href: "/audit", text: "audit", icon: "eye", needs: "audit:read" },
    ],
  },
];

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request);
  const reviewed = await reviewsConcern(prisma, actor, new Date());
  return {
    person: actor.displayName,
    unread: actor.personId === null ? null : await unreadOf(actor.personId),
    scope: await nameOfWidestUnit(actor),
    open: groups
      .flatMap((group) => group.places)
      .filter((place) => can(actor, place.needs) && (reviewed || place.needs !== "certificate-review:read"))
      .map((place) => place.href),
  };
}

async function nameOfWidestUnit(actor: Actor): Promise<string | undefined> {
  const [widest] = [...actor.grants].sort((a, b) => a.path.length - b.path.length);
  if (!widest) return undefined;
  const version = await prisma.unitVersion.findFirst({
    where: { unitId: widest.unitId, supersededAt: null, toOn: null },
    select: { shortName: true },
  });
  return version?.shortName;
}

export default function Staff() {
  const { person, unread, scope, open } = useLoaderData<typeof loader>();
  const t = useText(shell);
  const nav: NavGroup[] = groups
    .map(({ title, places }) => ({
      title: title && t.nav.groups[title],
      ...shownFirst(
        places
          .filter((place) => open.includes(place.href))
          .map(({ href, text, icon }) => ({ href, text: t.nav[text] as string, icon })),
        t.moreOf(title ? t.nav.groups[title] : ""),
      ),
    }))
    .filter((group) => group.items.length > 0);
  return (
    <StaffShell
      home="/desk"
      nav={nav}
      scope={scope}
      person={person}
      links={[
        ...(unread !== null ? [{ href: "/my", text: t.myDoor }] : []),
        { href: "/account", text: t.ownAccount },
      ]}
      messages={unread === null ? undefined : { href: "/my/notices", count: unread }}
      findAction={open.includes("/people") ? "/people" : undefined}
    >
      <Outlet />
    </StaffShell>
  );
}
