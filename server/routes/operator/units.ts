import { Type } from 'typebox';
import type { App } from '../../plugins/app-type.ts';
import { refuse } from '../../errors.ts';
import { exactly, list } from '../../plugins/schemas.ts';
import type { Unit } from '../../store/accounts.ts';
import { LocalizedText } from '../schemas/shared.ts';

const UnitView = Type.Object({
  id: Type.String(),
  code: Type.String({ description: 'First part of the dossier codes that the unit gives out' }),
  name: LocalizedText,
});

/** Offices. */
export function unitRoutes(app: App): void {
  app.get(
    '/api/units',
    {
      config: { access: 'signed-in' },
      schema: { tags: ['operator'], summary: 'Offices', response: { 200: Type.Object({ items: list(UnitView) }) } },
    },
    async () => ({ items: (await app.services.accounts.units()).map(unitView) }),
  );

  app.put(
    '/api/units/:id',
    {
      config: { access: ['operator'], rememberAnswer: true },
      schema: {
        tags: ['operator'],
        summary: 'Create or rename an office',
        params: exactly({ id: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$' }) }),
        body: exactly({
          code: Type.String({
            pattern: '^[0-9A-Z][0-9A-Z.]{0,30}$',
            description: 'As in dossier codes, e.g. H44.01.01',
          }),
          name: LocalizedText,
        }),
        response: { 200: UnitView },
      },
    },
    async (request) => {
      const { accounts } = app.services;
      const { code, name } = request.body;
      const { id } = request.params;
      // A code is printed on receipts: two offices with one code would mix their dossiers.
      if ((await accounts.units()).some((unit) => unit.code === code && unit.id !== id)) {
        refuse('REQUEST_INVALID', `Another office has the code ${code}; every office has its own.`);
      }
      const unit: Unit = { id, code, nameVi: name.vi, ...(name.en === undefined ? {} : { nameEn: name.en }) };
      await accounts.saveUnit(unit);
      return unitView(unit);
    },
  );
}

function unitView({ id, code, nameVi, nameEn }: Unit) {
  return { id, code, name: { vi: nameVi, ...(nameEn === undefined ? {} : { en: nameEn }) } };
}
