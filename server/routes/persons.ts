import { Type } from 'typebox';
import type { App } from '../plugins/app-type.ts';
import { component } from '../plugins/schemas.ts';

/** Somebody who did something: the account for good, and the name as it is now. */
export const Person = component(
  'Person',
  Type.Object({ id: Type.String({ description: 'Account, or "system"' }), name: Type.String() }),
);

/** Looks names up once for all; an account that is gone, and the machinery itself, go by their id. */
export async function personsOf(
  app: App,
  ids: readonly string[],
): Promise<(id: string) => { readonly id: string; readonly name: string }> {
  const names = ids.length === 0 ? new Map<string, string>() : await app.services.accounts.namesOf(ids);
  return (id) => ({ id, name: names.get(id) ?? id });
}
