/** What the roles may do, from the least to the most. */
import type { Role } from "../api/shapes";

const LEVEL: Readonly<Record<Role, number>> = { annotator: 0, reviewer: 1, lead: 2, admin: 3 };

/** Whether a role may do what another may. */
export function atLeast(role: Role | undefined, needed: Role): boolean {
  return role !== undefined && LEVEL[role] >= LEVEL[needed];
}
