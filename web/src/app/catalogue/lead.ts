/** Words of the pages for leads and reviewers: projects, records, quality, people, export. */
export const lead = {} as const;
