/**
 * What an account may be. A person may have several roles; what an officer sees and does is limited further by unit and
 * groups. Public API: added, never renamed.
 */
export const ROLES = ['analyst', 'officer', 'auditor', 'operator', 'worker'] as const;
export type Role = (typeof ROLES)[number];

/** Whether a text names a role. */
export function isRole(value: string): value is Role {
  return ROLES.some((role) => role === value);
}
