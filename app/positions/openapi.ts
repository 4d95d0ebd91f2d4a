/**
 * The interface for other systems, described for programs: OpenAPI 3.1, made of the schemas that read the questions.
 * In: the address of this installation. Out: the document.
 */
import { z } from "zod";
import {
  changeMessage,
  changesAnswer,
  eligibilityAnswer,
  eligibilityQuestion,
  errorAnswer,
  teamAnswer,
  teamQuestion,
} from "./api-schema";

const schemaOf = (schema: z.ZodType, io: "input" | "output") => {
  const { $schema, ...described } = z.toJSONSchema(schema, { io });
  return described;
};
const named = (name: string) => ({ schema: { $ref: `#/components/schemas/${name}` } });
const json = (name: string) => ({ "application/json": named(name) });

const failure = (description: string, headers?: object) => ({
  description,
  ...(headers ? { headers } : {}),
  content: json("Error"),
});
const failures = {
  401: failure("No key, or one that is unknown, over or revoked"),
  403: failure("The key does not open this question"),
  422: failure("Something in the question is wrong; `issues` names every field"),
  429: failure("Too many questions in this minute", {
    "Retry-After": { description: "Seconds to wait", schema: { type: "integer" } },
  }),
};
const outOfScope = { 404: failure("No such unit in the key's scope") };
const answered = (description: string, name: string) => ({ 200: { description, content: json(name) } });

const posted = (id: string, summary: string, question: string, reply: string) => ({
  post: {
    operationId: id,
    summary,
    requestBody: { required: true, content: json(question) },
    responses: {
      ...answered("The verdict, true for the instant asked about", reply),
      ...outOfScope,
      ...failures,
    },
  },
});

export function openApiDocument(address: string) {
  return {
    openapi: "3.1.0",
    info: {
      title: "Chizheng: eligibility to enforce",
      version: "1.0.0",
      description:
        "For case-handling systems. Every question is kept with the system that asked and the case. Answers must not be stored in place of asking again.",
    },
    servers: [{ url: address }],
    security: [{ key: [] }],
    paths: {
      "/api/v1/eligibility": posted(
        "askEligibility",
        "May this officer enforce for this unit, at this instant?",
        "EligibilityQuestion",
        "EligibilityAnswer",
      ),
      "/api/v1/team-eligibility": posted(
        "askTeamEligibility",
        "May these people act together? It takes two eligible officers.",
        "TeamQuestion",
        "TeamAnswer",
      ),
      "/api/v1/changes": {
        get: {
          operationId: "listChanges",
          summary: "What changed for holders of certificates in the key's scope",
          description:
            "Without `after` the answer names where to begin. Expiry is no change: `validTo` says when it comes.",
          parameters: [
            {
              name: "after",
              in: "query",
              required: false,
              description: "`next` of the answer before",
              schema: { type: "string" },
            },
          ],
          responses: { ...answered("Changes after the cursor, oldest first", "Changes"), ...failures },
        },
      },
    },
    webhooks: {
      changed: {
        post: {
          operationId: "receiveChange",
          summary: "Something changed for a holder of a certificate in the key's scope",
          description:
            "Sent to the addresses registered for the system, in order, signed as Standard Webhooks 1.0 says. The same message may come twice: with the same webhook-id. Any 2xx accepts it; 410 ends the subscription; everything else is tried again for three days.",
          security: [],
          parameters: ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => ({
            ...{ name, in: "header", required: true },
            schema: { type: "string" },
          })),
          requestBody: { required: true, content: json("ChangeMessage") },
          responses: {
            "2XX": { description: "Taken" },
            410: { description: "No longer wanted: nothing more is sent" },
          },
        },
      },
    },
    components: {
      securitySchemes: {
        key: {
          type: "http",
          scheme: "bearer",
          description: "Made by the security administrator, shown once",
        },
      },
      schemas: {
        EligibilityQuestion: schemaOf(eligibilityQuestion, "input"),
        EligibilityAnswer: schemaOf(eligibilityAnswer, "output"),
        TeamQuestion: schemaOf(teamQuestion, "input"),
        TeamAnswer: schemaOf(teamAnswer, "output"),
        Changes: schemaOf(changesAnswer, "output"),
        ChangeMessage: schemaOf(changeMessage, "output"),
        Error: schemaOf(errorAnswer, "output"),
      },
    },
  };
}
