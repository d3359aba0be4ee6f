import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { hashPassword, weaknessOf } from '../accounts/password.ts';
import { isRole, ROLES } from '../accounts/roles.ts';
import { newSecret } from '../accounts/secret.ts';
import { readConfig } from '../config.ts';
import type { Services } from '../services.ts';
import type { User } from '../store/accounts.ts';
import { EXIT, UsageError, type CliCommand } from './cli-command.ts';

type Subcommand = (services: Services, args: readonly string[]) => Promise<number>;

const SUBCOMMANDS: Readonly<Record<string, Subcommand>> = { add, list, disable, password, token };

/** Accounts from the terminal: above all the first operator of a new installation. */
export const user: CliCommand = {
  name: 'user',
  usage: [
    'user add <user name> --name <display name> --role <role>… [--unit <id>] [--group <id>…]',
    'user list',
    'user disable <user name>',
    'user password <user name>',
    'user token <user name> --name <what for> [--days <number>]',
  ],
  summary: `Accounts. Roles: ${ROLES.join(', ')}. Passwords are read from standard input when piped, else drawn and shown once.`,
  async run([subcommand, ...rest]) {
    const run = subcommand === undefined ? undefined : SUBCOMMANDS[subcommand];
    if (!run) throw new UsageError('Say add, list, disable, password or token.');
    const { withServices } = await import('../open-services.ts');
    return withServices(readConfig(), (services) => run(services, rest));
  },
};

async function add({ shell, accounts }: Services, args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      role: { type: 'string', multiple: true },
      group: { type: 'string', multiple: true },
      unit: { type: 'string' },
    },
  });
  const username = only(positionals);
  const roles = (values.role ?? []).map((role) => {
    if (!isRole(role)) throw new UsageError(`There is no role "${role}".`);
    return role;
  });
  if (values.name === undefined || roles.length === 0)
    throw new UsageError('--name and at least one --role are needed.');
  const { unit } = values;
  if (unit !== undefined && !(await accounts.units()).some(({ id }) => id === unit)) {
    return refuse(`There is no unit ${unit}; an operator creates units with PUT /api/units/${unit}.`);
  }
  const secret = await newPassword(username);
  if ('weakness' in secret) return refuse(secret.weakness);
  const added = await accounts.addUser({
    id: shell.newId(),
    username,
    name: values.name,
    roles,
    groups: values.group ?? [],
    createdAt: shell.now(),
    passwordHash: await hashPassword(secret.password),
    ...(unit === undefined ? {} : { unit }),
  });
  if (!added) return refuse(`The user name ${username} is taken.`);
  process.stdout.write(`Added ${username}.${secret.drawn ? ` Password: ${secret.password}` : ''}\n`);
  return EXIT.done;
}

async function list({ accounts }: Services, args: readonly string[]): Promise<number> {
  if (args.length > 0) throw new UsageError('user list takes no arguments.');
  for (let after: string | undefined; ;) {
    const users = await accounts.users({ limit: 200, ...(after === undefined ? {} : { after }) });
    for (const { username, roles, unit = '-', groups, disabled } of users) {
      process.stdout.write(
        `${[username, roles.join(','), unit, groups.join(',') || '-', disabled ? 'disabled' : 'active'].join('\t')}\n`,
      );
    }
    after = users.at(-1)?.username;
    if (users.length < 200) return EXIT.done;
  }
}

async function disable(services: Services, args: readonly string[]): Promise<number> {
  const account = await find(services, only(parseArgs({ args: [...args], allowPositionals: true }).positionals));
  if (!account) return EXIT.refused;
  await services.accounts.changeUser(account.id, { disabled: true });
  process.stdout.write(`Disabled ${account.username}; its sessions are closed.\n`);
  return EXIT.done;
}

async function password(services: Services, args: readonly string[]): Promise<number> {
  const account = await find(services, only(parseArgs({ args: [...args], allowPositionals: true }).positionals));
  if (!account) return EXIT.refused;
  const secret = await newPassword(account.username);
  if ('weakness' in secret) return refuse(secret.weakness);
  await services.accounts.changeUser(account.id, { passwordHash: await hashPassword(secret.password) });
  process.stdout.write(
    `Changed the password of ${account.username}; its sessions are closed.${secret.drawn ? ` Password: ${secret.password}` : ''}\n`,
  );
  return EXIT.done;
}

async function token(services: Services, args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { name: { type: 'string' }, days: { type: 'string' } },
  });
  const username = only(positionals);
  if (values.name === undefined) throw new UsageError('--name says what the token is for.');
  if (values.days !== undefined && !/^[1-9]\d{0,3}$/.test(values.days))
    throw new UsageError('--days is a number of days from 1 to 9999.');
  const account = await find(services, username);
  if (!account) return EXIT.refused;
  const { shell, accounts } = services;
  const secret = newSecret('mct_');
  const createdAt = shell.now();
  await accounts.addToken({
    id: shell.newId(),
    userId: account.id,
    name: values.name,
    hash: secret.hash,
    createdAt,
    ...(values.days === undefined
      ? {}
      : { expiresAt: new Date(Date.parse(createdAt) + Number(values.days) * 86_400_000).toISOString() }),
  });
  process.stdout.write(`${secret.value}\n`);
  return EXIT.done;
}

async function find({ accounts }: Services, username: string): Promise<User | undefined> {
  const account = await accounts.userByName(username);
  if (!account) refuse(`There is no account ${username}; motcua user list shows them.`);
  return account;
}

function only(positionals: readonly string[]): string {
  const [username, ...more] = positionals;
  if (username === undefined || more.length > 0) throw new UsageError('Name one account.');
  return username;
}

function refuse(message: string): number {
  process.stderr.write(`${message}\n`);
  return EXIT.refused;
}

/** A piped password, checked; at a terminal a drawn one, so that none ends up in the shell's history. */
async function newPassword(
  username: string,
): Promise<{ readonly password: string; readonly drawn: boolean } | { readonly weakness: string }> {
  if (process.stdin.isTTY) return { password: randomBytes(15).toString('base64url'), drawn: true };
  let typed = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) typed += String(chunk);
  typed = typed.replace(/\r?\n$/, '');
  if (typed === '') return { password: randomBytes(15).toString('base64url'), drawn: true };
  const weakness = weaknessOf(typed, username);
  return weakness === undefined ? { password: typed, drawn: false } : { weakness };
}
