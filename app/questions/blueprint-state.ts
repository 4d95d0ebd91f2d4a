/** Which blueprints a list shows: those new exams may choose, those withdrawn, or all. */
export const BLUEPRINT_STATES = ["offered", "withdrawn", "all"] as const;
export type BlueprintState = (typeof BLUEPRINT_STATES)[number];
