/** Words of the gallery of workflows. */
export const workflows = {
  "workflows.title": "Workflows",
  "workflows.lead": "Ready-made projects with guidelines and sample records. Start one, look at it, change it.",
  "workflows.other": "Ready-made projects with guidelines and sample records. A lead can start one.",
  "workflows.time": "Time",
  "workflows.agreement": "Agreement",
  "workflows.example": "An example record, to try",
  "workflows.file": "The project as a file",
  "workflows.start": "Start",
  "workflows.starting": "Starting",
  "workflows.open": "Open",
  "home.workflows": "Start from a workflow",
} as const;
