import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { API_SCOPES } from "~/access/api-scope";
import { roles } from "~/access/permissions";
import { VIEWED_LISTS } from "~/access/saved-views.server";
import { RUN_KINDS } from "~/casework/roster-runs.server";
import { TRANSFER_DECISIONS } from "~/casework/transfer";
import {
  CHOICES,
  LINE_KINDS,
  LINE_OUTCOMES,
  UNIT_CHANGE_DECISIONS,
  UNIT_CHANGE_KINDS,
} from "~/casework/unit-change";
import { OLD_CARDS } from "~/certification/act";
import { APPLICATION_FILE_KINDS } from "~/certification/application-file";
import { CAMPAIGN_KINDS } from "~/certification/campaign";
import { CHECK_WAYS } from "~/certification/checks.server";
import { DEFECT_CODES } from "~/certification/defect";
import { ITEM_OUTCOMES, LEDGER_KINDS } from "~/certification/item";
import { REVIEW_DECISIONS, REVIEW_GROUNDS, REVIEW_RESULTS } from "~/certification/periodic-review";
import {
  ANNULMENT_DECISIONS,
  ANNULMENT_GROUNDS,
  DRAFT_OUTCOMES,
  TRAINING_ACTS,
  TRAINING_ENDINGS,
} from "~/certification/training";

import { ATTEMPT_STATES, SUBMITTED_BY } from "~/exams/attempt";
import { STEP_KINDS } from "~/exams/attempt-chain";
import { INVIGILATION_ACTS, PAGE_LEAVINGS } from "~/exams/invigilation";
import { CORRECTION_DECISIONS, TREATMENTS } from "~/exams/key-correction";
import { OBJECTION_OUTCOMES } from "~/exams/objection";
import { SIGNATURE_ROLES, VIOLATION_CODES, VIOLATION_KINDS } from "~/exams/violation";
import {
  ANNUAL_GRADES,
  EMPLOYMENT_IDENTITIES,
  EMPLOYMENT_STATUSES,
  SANCTION_KINDS,
} from "~/personnel/identity";
import { LEGAL_QUALIFICATION_DECISIONS } from "~/personnel/legal-qualification";
import { MISCONDUCT_DECISIONS, MISCONDUCT_KINDS } from "~/personnel/misconduct";
import type { AcceptanceMode } from "~/personnel/roster-import.server";
import { APPOINTMENT_DECISIONS } from "~/positions/appointing";
import { CLEARANCE_MEASURES, CLEARANCE_STATES } from "~/positions/clearance";
import { POSITION_FAMILIES } from "~/positions/position";
import { POWER_KINDS } from "~/positions/power";
import { TEAM_ACTS } from "~/positions/team";
import { FAILURES, MESSAGE_OUTCOMES, STOP_REASONS } from "~/positions/webhook";
import { DRAFT_STATES, DRAFT_ACTS as QUESTION_DRAFT_ACTS } from "~/questions/draft";
import { formatNames } from "~/questions/formats/not-said";
import { KNOWN_CHOICES } from "~/questions/import-standing";
import { DRAFT_ACTS } from "~/rulebook/draft";
import {
  DISCLOSURE_WORDS,
  MEETING_SHIFT_WORDS,
  REVIEW_LEVEL_WORDS,
  STUDY_CATEGORY_WORDS,
  STUDY_GROUP_WORDS,
  STUDY_MODE_WORDS,
  TRAINING_WORDS,
} from "~/rulebook/words";
import { ATTENDANCE_EVENTS } from "~/study/attendance";
import { FINDING_KINDS } from "~/study/audit-verdict";
import { MAKE_UP_OUTCOMES } from "~/study/make-up";
import { RECTIFICATION_STEPS } from "~/study/rectification";
import { METHODS } from "~/study/sampling-method";
import { SESSION_FILE_KINDS, SESSION_MODES, SESSION_STATES, SESSION_STEPS } from "~/study/session-state";
import { NOTICE_GROUNDS, NOTICE_STEPS } from "~/study/supervision-notice";
import { useDatabase } from "../support/database";
import { driftOf } from "../support/schema-engine";

const database = await useDatabase();
const app = new pg.Pool({ connectionString: database.appUrl, max: 2 });
afterAll(() => app.end());

const person = "00000000-0000-7000-8000-000000000001";
const unit = "00000000-0000-7000-8000-000000000002";

beforeAll(async () => {
  await app.query("INSERT INTO person (id, created_at) VALUES ($1, now())", [person]);
  await app.query("INSERT INTO unit (id, code, created_at) VALUES ($1, 'walls', now())", [unit]);
});

const code = (work: Promise<unknown>) =>
  work.then(
    () => "accepted",
    (error: { code?: string }) => error.code,
  );

const employment = (from: string, to: string | null, relation = "home") =>
  app.query(
    `INSERT INTO employment (id, fact_id, person_id, unit_id, relation, identity, status, from_on, to_on, recorded_at)
     VALUES (gen_random_uuid(), gen_random_uuid(), $1, $2, $3, 'civil-servant', 'in-post', $4, $5, now()) RETURNING id`,
    [person, unit, relation, from, to],
  );

describe("the migrated database", () => {
  it("is what schema.prisma says", async () => {
    expect(await driftOf(database.ownerUrl)).toMatch(/^(-- This is an empty migration\.)?$/);
  });

  it("is UTF-8 and sorts names by pinyin", async () => {
    const { rows } = await app.query<{ name: string }>(
      `SELECT name FROM (VALUES ('张'), ('阿'), ('李'), ('白')) AS n (name) ORDER BY name COLLATE "zh-x-icu"`,
    );
    expect(rows.map((row) => row.name)).toEqual(["阿", "白", "李", "张"]);
  });

  it("guards every table: its rows are only added, or its changing columns are named", async () => {
    const rows = await database.ownerQuery<{ table: string }>(
      `SELECT t.tablename AS table FROM pg_tables t WHERE t.schemaname = 'public' AND t.tablename <> '_prisma_migrations'
         AND 2 > (SELECT count(*) FROM pg_trigger g WHERE g.tgrelid = format('public.%I', t.tablename)::regclass
           AND g.tgname IN ('history', 'no_truncate'))`,
    );
    expect(rows).toEqual([]);
    expect(await code(app.query("INSERT INTO walls.changing_columns VALUES ('audit_event', '{data}')"))).toBe(
      "42501",
    );
  });

  it("lets the application delete nothing and own nothing", async () => {
    const { rows } = await app.query<{ table_name: string }>(
      "SELECT table_name FROM information_schema.table_privileges WHERE table_schema = 'public' AND grantee = current_user AND privilege_type IN ('DELETE', 'TRUNCATE', 'UPDATE')",
    );
    expect(rows).toEqual([]);
    expect(
      (
        await app.query(
          "SELECT rolsuper OR rolcreaterole OR rolcreatedb AS power FROM pg_roles WHERE rolname = current_user",
        )
      ).rows[0].power,
    ).toBe(false);
    expect(await code(app.query("CREATE TABLE public.mine (id int)"))).toBe("42501");
  });
});

describe("vocabularies equal the unions of the program", () => {
  const unions: [string, string, readonly string[]][] = [
    ["employment", "identity", EMPLOYMENT_IDENTITIES],
    ["employment", "status", EMPLOYMENT_STATUSES],
    ["sanction", "kind", SANCTION_KINDS],
    ["annual_grade", "grade", ANNUAL_GRADES],
    ["study_category", "category", STUDY_GROUP_WORDS],
    ["study_record", "mode", STUDY_MODE_WORDS],
    ["study_record", "category", STUDY_CATEGORY_WORDS],
    ["study_record", "organiser_level", REVIEW_LEVEL_WORDS],
    ["certificate_act", "old_card", OLD_CARDS],
    ["issued_item", "kind", LEDGER_KINDS],
    ["item_return", "outcome", ITEM_OUTCOMES],
    ["application_file", "kind", APPLICATION_FILE_KINDS],
    ["application_defect", "code", DEFECT_CODES],
    ["study_session", "mode", SESSION_MODES],
    ["training_certificate", "kind", TRAINING_WORDS],
    ["training_certificate", "ended_as", TRAINING_ENDINGS],
    ["training_draft", "kind", TRAINING_WORDS],
    ["training_draft", "outcome", DRAFT_OUTCOMES],
    ["training_act", "act", TRAINING_ACTS],
    ["training_act", "ground", ANNULMENT_GROUNDS],
    ["training_annulment", "ground", ANNULMENT_GROUNDS],
    ["training_annulment", "decision", ANNULMENT_DECISIONS],
    ["training_run_line", "kind", TRAINING_WORDS],
    ["certificate_campaign", "kind", CAMPAIGN_KINDS],
    ["certificate_review", "outcome", REVIEW_RESULTS],
    ["certificate_review", "ground", REVIEW_GROUNDS],
    ["certificate_review", "decision", REVIEW_DECISIONS],
    ["study_session", "category", STUDY_CATEGORY_WORDS],
    ["study_session", "organiser_level", REVIEW_LEVEL_WORDS],
    ["study_session", "state", SESSION_STATES],
    ["study_session_step", "step", SESSION_STEPS],
    ["study_session_file", "kind", SESSION_FILE_KINDS],
    ["study_series", "shift", MEETING_SHIFT_WORDS],
    ["study_attendance", "event", ATTENDANCE_EVENTS],
    ["study_make_up", "outcome", MAKE_UP_OUTCOMES],
    ["study_audit", "method", METHODS],
    ["study_audit_verdict", "kind", FINDING_KINDS],
    ["study_rectification_step", "step", RECTIFICATION_STEPS],
    ["misconduct", "kind", MISCONDUCT_KINDS],
    ["misconduct", "decision", MISCONDUCT_DECISIONS],
    ["supervision_notice", "ground", NOTICE_GROUNDS],
    ["supervision_notice_step", "step", NOTICE_STEPS],
    ["clearance_case", "state", CLEARANCE_STATES],
    ["clearance_step", "step", CLEARANCE_STATES],
    ["clearance_step", "measure", CLEARANCE_MEASURES],
    ["power_version", "kind", POWER_KINDS],
    ["post_establishment", "family", POSITION_FAMILIES],
    ["shift", "act", TEAM_ACTS],
    ["role_grant", "role", roles],
    ["roster_import_run", "kind", RUN_KINDS],
    ["roster_import_run", "mode", ["all", "good-rows"] satisfies AcceptanceMode[]],
    ["rule_pack_draft_step", "act", DRAFT_ACTS],
    ["attempt", "state", ATTEMPT_STATES],
    ["attempt", "submitted_by", SUBMITTED_BY],
    ["answer_step", "kind", STEP_KINDS],
    ["invigilation_act", "kind", INVIGILATION_ACTS],
    ["page_leaving", "kind", PAGE_LEAVINGS],
    ["exam_act", "disclosure", DISCLOSURE_WORDS],
    ["key_correction", "treatment", TREATMENTS],
    ["key_correction", "decision", CORRECTION_DECISIONS],
    ["objection", "outcome", OBJECTION_OUTCOMES],
    ["violation", "kind", VIOLATION_KINDS],
    ["violation", "code", VIOLATION_CODES],
    ["violation_signature", "role", SIGNATURE_ROLES],
    ["violation_withdrawal", "decision", ["approved", "refused"]],
    ["late_acceptance", "decision", ["approved", "refused"]],
    ["saved_view", "list", VIEWED_LISTS],
    ["question_draft", "state", DRAFT_STATES],
    ["question_draft_step", "act", QUESTION_DRAFT_ACTS],
    ["question_import", "format", formatNames],
    ["question_import_acceptance", "known", KNOWN_CHOICES],
    ["api_client", "scopes", API_SCOPES],
    ["webhook", "stop_reason", STOP_REASONS],
    ["webhook_message", "outcome", MESSAGE_OUTCOMES],
    ["webhook_try", "failure", FAILURES],
    ["certificate_check", "way", CHECK_WAYS],
    ["appointment_proposal", "decision", APPOINTMENT_DECISIONS],
    ["transfer", "decision", TRANSFER_DECISIONS],
    ["transfer", "identity", EMPLOYMENT_IDENTITIES],
    ["legal_qualification", "decision", LEGAL_QUALIFICATION_DECISIONS],
    ["unit_change", "kind", UNIT_CHANGE_KINDS],
    ["unit_change", "decision", UNIT_CHANGE_DECISIONS],
    ["unit_change_unit", "posts", CHOICES],
    ["unit_change_unit", "roles", CHOICES],
    ["unit_change_line", "kind", LINE_KINDS],
    ["unit_change_line", "outcome", LINE_OUTCOMES],
  ];

  it.each(unions)("%s.%s", async (table, column, union) => {
    const [check] = await database.ownerQuery<{ definition: string }>(
      "SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname = $1",
      [`${table}_${column}_vocabulary`],
    );
    const words = [...(check?.definition ?? "").matchAll(/'([a-z0-9-]+)'/g)].map((match) => match[1]);
    expect(words.sort()).toEqual([...union].sort());
  });
});

describe("histories", () => {
  it("two current versions of a fact never overlap, half-open ranges meet", async () => {
    expect(await code(employment("2026-01-01", "2026-07-01"))).toBe("accepted");
    expect(await code(employment("2026-06-30", null))).toBe("23P01");
    expect(await code(employment("2026-07-01", null))).toBe("accepted");
    expect(await code(employment("2026-03-01", "2026-04-01", "host"))).toBe("accepted");
    expect(await code(employment("2025-05-01", "2025-05-01"))).toBe("23514");
  });

  it("a version may be superseded once and changed in no other way", async () => {
    const { rows } = await employment("2020-01-01", "2020-02-01");
    const update = (set: string) =>
      code(app.query(`UPDATE employment SET ${set} WHERE id = $1`, [rows[0].id]));
    expect(await update("identity = 'contract'")).toBe("42501");
    expect(await update("superseded_at = now()")).toBe("accepted");
    expect(await update("superseded_at = now() + interval '1 day'")).toBe("23001");
    expect(await update("superseded_at = NULL")).toBe("23001");
    expect(await code(employment("2020-01-15", "2020-02-01"))).toBe("accepted");
  });

  it("nothing is overwritten or deleted, not even by the owner", async () => {
    await app.query("INSERT INTO audit_event (at, type, data) VALUES (now(), 'unit.created', '{}')");
    expect(await code(app.query("UPDATE audit_event SET type = 'x'"))).toBe("42501");
    expect(await code(database.ownerQuery("UPDATE audit_event SET type = 'x'"))).toBe("23001");
    expect(await code(database.ownerQuery("DELETE FROM audit_event"))).toBe("23001");
    expect(await code(database.ownerQuery("TRUNCATE audit_event"))).toBe("23001");
    expect(await code(database.ownerQuery("UPDATE employment SET identity = 'contract'"))).toBe("23001");
    expect(await code(database.ownerQuery("DELETE FROM person"))).toBe("23001");
  });
});

describe("an attempt", () => {
  it("has no column that neither its guard compares nor a save may change", async () => {
    const columns = await database.ownerQuery<{ name: string; changes: boolean; compared: boolean }>(
      `SELECT a.attname AS name, a.attname = ANY(c.columns) AS changes,
         pg_get_triggerdef(t.oid) ~* format('old[.]"?%s[^a-z_]', a.attname) AS compared
       FROM pg_attribute a JOIN pg_trigger t ON t.tgrelid = a.attrelid AND t.tgname = 'history'
       JOIN walls.changing_columns c ON c.table_name = 'attempt'
       WHERE a.attrelid = 'public.attempt'::regclass AND a.attnum > 0 AND NOT a.attisdropped`,
    );
    expect(columns.length).toBeGreaterThan(15);
    expect(columns.filter(({ changes, compared }) => changes === compared)).toEqual([]);
  });

  it("keeps what it began with, whoever writes", async () => {
    const id = "00000000-0000-7000-8000-000000000004";
    await app.query(
      `INSERT INTO attempt (id, person_id, number, started_at, deadline_at, grace_seconds, state, epoch, last_seq, last_hash,
         answers, flags, device_hash)
       VALUES ($1, $2, 1, now(), now() + interval '1 hour', 5, 'open', 1, 0, '', '{}', '{}', '')`,
      [id, person],
    );
    const changed = (set: string) =>
      code(database.ownerQuery(`UPDATE attempt SET ${set} WHERE id = $1`, [id]));
    for (const set of [
      "id = gen_random_uuid()",
      "registration_id = gen_random_uuid()",
      "number = 2",
      "started_at = now() - interval '1 hour'",
      "grace_seconds = 600",
    ])
      expect([set, await changed(set)]).toEqual([set, "23001"]);
    expect(await changed(`answers = '{"1": ["A"]}', last_seq = 1`)).toBe("accepted");
  });
});

describe("the gate's backstops", () => {
  it("no assignment to an enforcement post without a collected certificate, whoever writes it", async () => {
    const position = "00000000-0000-7000-8000-000000000003";
    await app.query(
      "INSERT INTO position (id, unit_id, title, family, field, created_at) VALUES ($1, $2, '', 'enforcement', 'urban', now())",
      [position, unit],
    );
    const assign = (inherited: boolean) =>
      code(
        app.query(
          `INSERT INTO assignment (id, fact_id, position_id, person_id, inherited, decision, from_on, recorded_at)
           VALUES (gen_random_uuid(), gen_random_uuid(), $1, $2, $3, '{}', '2026-01-01', now())`,
          [position, person, inherited],
        ),
      );
    expect(await assign(false)).toBe("23514");
    expect(await assign(true)).toBe("accepted");
  });
});
