import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, ApiProblem, answerOf, contentOf } from './api-client.ts';
import type { Role, SessionAnswer, User } from './contract.ts';
import { queryClient } from './query-client.ts';

const KEY = ['session'] as const;

/**
 * Remembers in this browser that somebody signed in here. Scripts cannot see the session cookie, and asking the server for a
 * session that cannot be there makes it refuse: an error in the log of every visitor who only wants to look something up.
 */
const SIGNED_IN = 'motcua.signed-in';

/** Who is signed in; null for nobody. */
export const sessionQuery = queryOptions({
  queryKey: KEY,
  staleTime: 60_000,
  queryFn: async ({ signal }): Promise<User | null> => {
    if (localStorage.getItem(SIGNED_IN) === null) return null;
    try {
      return signedInUser(await contentOf(api.GET('/api/session', { signal })));
    } catch (error) {
      if (error instanceof ApiProblem && error.problem.status === 401) {
        localStorage.removeItem(SIGNED_IN);
        return null;
      }
      throw error;
    }
  },
});

/** The signed-in user, inside pages that the router opens to signed-in users only. */
export function useUser(): User {
  const { data } = useQuery(sessionQuery);
  if (data === undefined || data === null) throw new Error('useUser outside a signed-in page');
  return data;
}

/** @throws ApiProblem INVALID_CREDENTIALS */
export async function signIn(username: string, password: string): Promise<User> {
  const user = signedInUser(await contentOf(api.POST('/api/session', { body: { username, password } })));
  localStorage.setItem(SIGNED_IN, 'yes');
  queryClient.clear();
  queryClient.setQueryData(KEY, user);
  return user;
}

function signedInUser({ user, isHead }: SessionAnswer): User {
  return { ...user, isHead };
}

/** Who a page is for: a role; `watcher`: heads (own unit), auditors and operators (all); `office`: officers and operators. */
export type Audience = Role | 'watcher' | 'office';

/** Whether a user belongs to the audience of a page. */
export function belongs({ roles, isHead }: User, audience: Audience): boolean {
  if (audience === 'watcher') return isHead || roles.includes('auditor') || roles.includes('operator');
  if (audience === 'office') return roles.includes('officer') || roles.includes('operator');
  return roles.includes(audience);
}

/** Ends the session on the server; nothing of it stays in this page. */
export async function signOut(): Promise<void> {
  await answerOf(api.DELETE('/api/session'));
  localStorage.removeItem(SIGNED_IN);
  queryClient.clear();
  queryClient.setQueryData(KEY, null);
}

const HOMES: readonly (readonly [Role, string])[] = [
  ['officer', '/officer'],
  ['analyst', '/analyst'],
  ['auditor', '/auditor'],
  ['operator', '/operator'],
];

/** Where a user's day begins: the page of the first role that has pages. */
export function homeOf(user: User): string {
  return HOMES.find(([role]) => user.roles.includes(role))?.[1] ?? '/account';
}
