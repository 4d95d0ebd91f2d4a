/** The classes of reason for which a personnel file may be opened. */
export const LOOK_REASONS = ["casework", "audit", "correction", "upkeep"] as const;
export type LookReason = (typeof LOOK_REASONS)[number];
