import { Type } from 'typebox';
import type { App } from '../../plugins/app-type.ts';
import { nodeOf, procedureName } from '../case-views.ts';
import { LocalizedText } from '../schemas/shared.ts';

/** Where something waits or is stuck, in words: members of what operators see. */
export const Place = {
  dossierCode: Type.Optional(Type.String()),
  elementName: Type.String({ description: 'Name of the step in the model; its id where it has none' }),
  procedureName: LocalizedText,
};

/** Names the places of many things at once; each case is read once. */
export async function placesOf<T extends { readonly caseId: string; readonly elementId: string }>(
  app: App,
  things: readonly T[],
) {
  const { store, procedures } = app.services.shell;
  const ids = [...new Set(things.map(({ caseId }) => caseId))];
  const found = await Promise.all(
    ids.map(async (caseId) => {
      const record = await store.getCase(caseId);
      return [caseId, record && { record, procedure: await procedures.procedure(record.procedureDigest) }] as const;
    }),
  );
  const cases = new Map(found);
  return ({ caseId, elementId }: T) => {
    const known = cases.get(caseId);
    if (known === undefined) return { elementName: elementId, procedureName: { vi: caseId } };
    const { record, procedure } = known;
    return {
      elementName: nodeOf(procedure, elementId)?.name ?? elementId,
      procedureName: procedureName(procedure, record.procedureCode),
      ...(record.dossierCode === undefined ? {} : { dossierCode: record.dossierCode }),
    };
  };
}
