/** Why work goes back, and what went wrong: the words that are stored (accord.work.deciding). */
export const REASONS = ["wrong answer", "incomplete", "guidelines not followed", "careless", "not clear"] as const;
export const ERRORS = ["ambiguous item", "guideline gap", "annotator error", "edge case", "subjective"] as const;
