/**
 * What other systems may ask, and what they are answered: one set of schemas reads the questions and describes them.
 * In: JSON from outside. Out: parsed questions; the shapes of answers, for the description alone.
 */
import { z } from "zod";
import { CERTIFICATE_STATUSES } from "~/certification/status";
import { TEAM_ACTS } from "./team";

/** No text in the database can hold a null character or half a character; whoever sends one reads so. */
const text = z.string().refine((value) => !/[\0\p{Cs}]/u.test(value), "No such character in a text");
const certificateNumber = text
  .trim()
  .min(1)
  .max(40)
  .describe("Number of the enforcement certificate, as printed on it");
const instant = z.iso
  .datetime({ offset: true })
  .describe("Instant asked about, past or future, with its offset; now if absent");
const place = {
  unit: text.trim().min(1).max(40).describe("Code of the unit in whose name is enforced"),
  field: text.trim().min(1).max(40).optional().describe("Field of enforcement; any if absent"),
  caseNumber: text.trim().min(1).max(100).optional().describe("Number of the case or matter; kept"),
  at: instant.optional(),
};

export const eligibilityQuestion = z
  .strictObject({ certificateNumber, ...place })
  .meta({ examples: [{ certificateNumber: "0123456789", unit: "urban", caseNumber: "2026-17" }] });

export const teamQuestion = z
  .strictObject({
    certificateNumbers: z.array(certificateNumber).min(1).max(20).describe("Everyone who would go"),
    act: z.enum(TEAM_ACTS).default("penalty").describe("What the team is sent out for"),
    ...place,
  })
  .meta({ examples: [{ certificateNumbers: ["0123456789", "0123456790"], unit: "urban", act: "penalty" }] });

export const reason = z.object({
  code: z.string(),
  rule: z.string().nullable(),
  source: z
    .object({ title: z.string(), article: z.string().optional(), rule: z.string().optional() })
    .nullable(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  "zh-CN": z.string(),
  en: z.string(),
});

const verdict = {
  eligible: z.boolean(),
  until: z.iso.datetime().nullable().describe("When eligibility ends of itself; null if not eligible"),
  reasons: z.array(reason).describe("Every reason against; empty if eligible"),
  warnings: z.array(reason),
};
const asked = { askedAbout: z.iso.datetime(), checkedAt: z.iso.datetime() };

export const eligibilityAnswer = z.object({ ...verdict, ...asked });
export const teamAnswer = z.object({
  mayAct: z.boolean(),
  reasons: z.array(reason).describe("Why they may not act together; empty if they may"),
  members: z.array(z.object({ certificateNumber: z.string(), ...verdict })),
  ...asked,
});

const change = z.object({
  id: z.string().describe("The same for the same change, whenever and by whichever way it is told"),
  at: z.iso.datetime(),
  about: z.enum(["certificate", "assignment", "person"]),
  certificates: z
    .array(z.object({ number: z.string(), status: z.enum(CERTIFICATE_STATUSES), validTo: z.iso.date() }))
    .describe("Whom it is about, as their certificates in this key's scope stand now"),
});

export const changesAnswer = z.object({
  changes: z.array(change).describe("Oldest first, at most 500"),
  next: z.string().describe("Cursor for the next question"),
  more: z.boolean().describe("Whether there are more already"),
});

/** What is sent to an address that was registered for messages. */
export const changeMessage = z.object({
  type: z.enum(["certificate.changed", "assignment.changed", "person.changed"]),
  timestamp: z.iso.datetime().describe("When it changed"),
  data: change,
});

export const errorAnswer = z.object({
  error: z.string(),
  message: z.string().optional(),
  issues: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});
