import { hashPassword, type ScryptCost } from '../accounts/password.ts';
import type { Role } from '../accounts/roles.ts';
import type { Shell } from '../commands/shell.ts';
import type { Accounts, Unit } from '../store/accounts.ts';

/** The one password of every demonstration account. Known to everybody: such accounts exist on demonstration servers only. */
export const DEMO_PASSWORD = 'motcua-trinh-dien';

/** The office in which the demonstration accounts work. */
export const DEMO_UNIT: Unit = {
  id: 'ubnd-xa-trinh-dien',
  code: 'H44.01.01',
  nameVi: 'Ủy ban nhân dân xã (trình diễn)',
  nameEn: 'Commune People’s Committee (demonstration)',
};

/** An account to try the product with, named by what it does. */
export interface DemoAccount {
  readonly username: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly groups: readonly string[];
}

const STAFF: readonly DemoAccount[] = [
  { username: 'analyst', name: 'Phân tích viên', roles: ['analyst'], groups: [] },
  { username: 'analyst-2', name: 'Phân tích viên thứ hai', roles: ['analyst'], groups: [] },
  { username: 'auditor', name: 'Kiểm tra viên', roles: ['auditor'], groups: [] },
  { username: 'operator', name: 'Quản trị vận hành', roles: ['operator'], groups: [] },
  { username: 'worker', name: 'Hệ thống kết nối', roles: ['worker'], groups: [] },
];

/**
 * One account for each role, and one officer for each group that the published procedures name, called by the group's id:
 * whatever procedures ship, each of their steps finds somebody.
 */
export async function demoAccounts(shell: Shell): Promise<readonly DemoAccount[]> {
  const groups = new Map<string, string>();
  for (const { manifest } of await shell.procedures.versions()) {
    for (const { id, name } of manifest?.groups ?? []) groups.set(id, name.vi);
  }
  const officers = [...groups].map(([id, name]): DemoAccount => ({
    username: id,
    name,
    roles: ['officer'],
    groups: [id],
  }));
  return [...STAFF, ...officers];
}

/** Creates the demonstration accounts that are missing. @returns all of them. */
export async function createDemoAccounts(
  shell: Shell,
  accounts: Accounts,
  cost?: ScryptCost,
): Promise<readonly DemoAccount[]> {
  const wanted = await demoAccounts(shell);
  await accounts.saveUnit(DEMO_UNIT);
  // One hash would do for one password, but a shared salt is not what an example should show.
  await Promise.all(
    wanted.map(async (account) =>
      accounts.addUser({
        ...account,
        id: shell.newId(),
        createdAt: shell.now(),
        passwordHash: await hashPassword(DEMO_PASSWORD, cost),
        ...(account.roles.includes('officer') ? { unit: DEMO_UNIT.id } : {}),
      }),
    ),
  );
  return wanted;
}
