import { describe, expect, it } from 'vitest';
import { explainHistory } from '../../engine/history/explain.ts';
import type { Procedure } from '../../engine/model/procedure.ts';
import { complete, compileBundle, officer, playUntil, type CaseAt, type Manifest } from './case-at.ts';

/**
 * The lists bind though the form does not: in these copies of the bundle the forms take any text, as a careless analyst might
 * draw them. Each rule is then taken out of the manifest, and what was refused goes through.
 */
const HOUSEHOLD = '1.001612-household-business/2025-07';
const SPECIALIST = officer('chuyen-vien');
const GUIDANCE = 'Đề nghị đổi tên riêng của hộ kinh doanh.';

/** Any text wherever a closed choice was; `optional` fields are not demanded any more. */
function freeForm(text: string, keys: readonly string[]): string {
  const form = JSON.parse(text) as {
    components: { key?: string; id: string; type: string; label?: string; validate?: object }[];
  };
  form.components = form.components.map((component) =>
    keys.includes(component.key ?? '')
      ? { type: 'textfield', id: component.id, key: component.key ?? '', label: component.label ?? '' }
      : component,
  );
  return JSON.stringify({ ...form, motcua: undefined });
}

async function careless(manifest?: (manifest: Manifest) => void): Promise<Procedure> {
  const free = { 'phieu-bo-sung': ['noiDungBoSung', 'giayToBoSung'], 'tu-choi': ['canCuTuChoi'] };
  return compileBundle(HOUSEHOLD, {
    ...(manifest === undefined ? {} : { manifest }),
    files: (files) => freeForms(files, free),
  });
}

/** Compiled once: most questions are about the same copy. */
const compiled = new Map<string, Promise<Procedure>>();
function once(name: string, compile: () => Promise<Procedure>): Promise<Procedure> {
  const known = compiled.get(name) ?? compile();
  compiled.set(name, known);
  return known;
}

/** The examination's form without its own demand for a citation. */
async function uncritical(manifest?: (manifest: Manifest) => void): Promise<Procedure> {
  const free = { 'tham-tra': ['canCuKhongDat'] };
  return compileBundle(HOUSEHOLD, {
    ...(manifest === undefined ? {} : { manifest }),
    files: (files) => freeForms(files, free),
  });
}

function freeForms(files: Record<string, string>, free: Readonly<Record<string, readonly string[]>>): void {
  for (const [form, keys] of Object.entries(free)) {
    const path = `forms/${form}.form`;
    files[path] = freeForm(files[path] ?? '', keys);
  }
}

const atSupplement = (procedure: Procedure): CaseAt => playUntil(procedure, HOUSEHOLD, '02-bo-sung-mot-lan.json', 4);
const atRefusal = (procedure: Procedure): CaseAt => playUntil(procedure, HOUSEHOLD, '03-nganh-bi-cam.json', 2);
const atExamination = (procedure: Procedure): CaseAt =>
  playUntil(procedure, HOUSEHOLD, '12-nguoi-du-thao-khong-duoc-ky.json', 2);

const supplement = (procedure: Procedure, submission: Parameters<typeof complete>[3]) =>
  complete(atSupplement(procedure), SPECIALIST, 'LapPhieuBoSung', { huongDanBoSung: GUIDANCE, ...submission });
const refusal = (procedure: Procedure, submission: Parameters<typeof complete>[3]) =>
  complete(atRefusal(procedure), SPECIALIST, 'SoanTuChoi', {
    giaiThichTuChoi: 'Hồ sơ không đáp ứng điều kiện theo quy định.',
    ...submission,
  });
const examination = (procedure: Procedure, submission: Parameters<typeof complete>[3]) =>
  complete(atExamination(procedure), SPECIALIST, 'ThamTra', {
    dkTen: 'KHONG_DAT',
    dkNganh: 'DAT',
    dkChuThe: 'DAT',
    ketLuanThamTra: 'BO_SUNG',
    ...submission,
  });

const invented = { code: 'KHAC', text: { vi: 'Khác' }, basis: '61/2018/NĐ-CP#19.4' };

describe('closed lists bind whatever the form lets through', () => {
  it('a supplement rests on a published ground', async () => {
    expect(await once('careless', careless).then((p) => supplement(p, { noiDungBoSung: 'KHAC' }))).toBe(
      'GROUND_NOT_LISTED',
    );
    expect(await once('careless', careless).then((p) => supplement(p, {}))).toBe('GROUND_REQUIRED');
    expect(
      await once('careless', careless).then((p) => supplement(p, { noiDungBoSung: 'TEN_HO_KINH_DOANH' })),
    ).toBeUndefined();
    // A ground of refusal is none of supplement.
    expect(await once('careless', careless).then((p) => supplement(p, { noiDungBoSung: 'NGANH_BI_CAM' }))).toBe(
      'GROUND_NOT_LISTED',
    );
    const without = await careless(
      (manifest) => (manifest.supplementGrounds = [...manifest.supplementGrounds, invented]),
    );
    expect(supplement(without, { noiDungBoSung: 'KHAC' })).toBeUndefined();
  });

  it('a supplement asks for published papers', async () => {
    const asked = { noiDungBoSung: 'UY_QUYEN', giayToBoSung: 'SO_HO_KHAU' };
    expect(await once('careless', careless).then((p) => supplement(p, asked))).toBe('PAPER_NOT_LISTED');
    expect(
      await once('careless', careless).then((p) => supplement(p, { ...asked, giayToBoSung: 'UY_QUYEN_NOP' })),
    ).toBeUndefined();
    const without = await careless(
      (manifest) => (manifest.closedLists = { supplement: { grounds: ['noiDungBoSung'] } }),
    );
    expect(supplement(without, asked)).toBeUndefined();
  });

  it('a supplement asks for fields of the application', async () => {
    const fields = (manifest: Manifest) =>
      (manifest.closedLists = { supplement: { grounds: ['noiDungBoSung'], fields: ['giayToBoSung'] } });
    const asked = { noiDungBoSung: 'NGANH_NGHE', giayToBoSung: 'mauSacBienHieu' };
    expect(await once('fields', () => careless(fields)).then((p) => supplement(p, asked))).toBe('PAPER_NOT_LISTED');
    expect(
      await once('fields', () => careless(fields)).then((p) => supplement(p, { ...asked, giayToBoSung: 'maNganh' })),
    ).toBeUndefined();
  });

  it('a refusal rests on a published ground, never on its explanation', async () => {
    expect(await once('careless', careless).then((p) => refusal(p, { canCuTuChoi: 'KHAC' }))).toBe('GROUND_NOT_LISTED');
    expect(await once('careless', careless).then((p) => refusal(p, {}))).toBe('GROUND_REQUIRED');
    expect(await once('careless', careless).then((p) => refusal(p, { canCuTuChoi: 'NGANH_BI_CAM' }))).toBeUndefined();
    const without = await careless((manifest) => (manifest.refusalGrounds = [...manifest.refusalGrounds, invented]));
    expect(refusal(without, { canCuTuChoi: 'KHAC' })).toBeUndefined();
  });

  it('a condition that is not met is cited', async () => {
    expect(await once('uncritical', uncritical).then((p) => examination(p, {}))).toBe('CITATION_REQUIRED');
    expect(await once('uncritical', uncritical).then((p) => examination(p, { canCuKhongDat: ' … ' }))).toBe(
      'CITATION_REQUIRED',
    );
    expect(
      await once('uncritical', uncritical).then((p) => examination(p, { canCuKhongDat: '168/2025/NĐ-CP#93' })),
    ).toBeUndefined();
    const without = await uncritical(
      (manifest) => (manifest.closedLists = { ...manifest.closedLists, checklists: [] }),
    );
    expect(examination(without, {})).toBeUndefined();
  });

  it('a version that does not say where its grounds stand finds them by their options, or refuses', async () => {
    const unsaid = (manifest: Manifest) => void delete manifest.closedLists;
    const published = await compileBundle(HOUSEHOLD, { manifest: unsaid });
    expect(supplement(published, { noiDungBoSung: ['TEN_HO_KINH_DOANH'] })).toBeUndefined();
    expect(await careless(unsaid).then((p) => supplement(p, { noiDungBoSung: 'TEN_HO_KINH_DOANH' }))).toBe(
      'GROUND_REQUIRED',
    );
  });

  it('history keeps each choice with its legal basis, and tells it', async () => {
    const procedure = await compileBundle(HOUSEHOLD);
    const case_ = atSupplement(procedure);
    expect(
      complete(case_, SPECIALIST, 'LapPhieuBoSung', {
        noiDungBoSung: ['UY_QUYEN'],
        giayToBoSung: ['UY_QUYEN_NOP'],
        huongDanBoSung: GUIDANCE,
      }),
    ).toBeUndefined();
    const chosen = case_.events.filter((event) => event.type === 'GroundsChosen');
    expect(chosen).toMatchObject([
      { grounds: [], notMet: [{ item: 'dkTen', condition: 'ten', basis: '168/2025/NĐ-CP#tên-hộ-kinh-doanh' }] },
      {
        list: 'supplement',
        grounds: [{ code: 'UY_QUYEN', basis: '168/2025/NĐ-CP#93' }],
        papers: [{ id: 'UY_QUYEN_NOP', basis: '168/2025/NĐ-CP#93' }],
      },
    ]);
    const told = explainHistory(
      [
        {
          caseId: case_.state.caseId,
          firstSeq: 1,
          at: case_.at,
          by: SPECIALIST,
          commandType: '',
          events: case_.events,
        },
      ],
      { procedure },
    );
    const sentence = told.findLast(({ type }) => type === 'GroundsChosen');
    expect(sentence?.text).toEqual({
      vi: 'Bước “Lập phiếu yêu cầu bổ sung (Mẫu 02)” nêu căn cứ: UY_QUYEN (168/2025/NĐ-CP#93); UY_QUYEN_NOP (168/2025/NĐ-CP#93).',
      en: 'The step “Lập phiếu yêu cầu bổ sung (Mẫu 02)” named its grounds: UY_QUYEN (168/2025/NĐ-CP#93); UY_QUYEN_NOP (168/2025/NĐ-CP#93).',
    });
  });
});

describe('one supplement', () => {
  it('a second request is refused, and goes through where the version allows two', async () => {
    const second = (procedure: Procedure): string | undefined => {
      const case_ = playUntil(procedure, HOUSEHOLD, '02-bo-sung-mot-lan.json', 7);
      const received = { giayToHopLe: ['GIAY_DE_NGHI'], daThuLePhi: true, ketLuanTiepNhan: 'BO_SUNG' };
      return (
        complete(case_, officer('mot-cua'), 'TiepNhan', received) ??
        complete(case_, officer('mot-cua'), 'LapPhieuBoSung', {
          noiDungBoSung: ['NGANH_NGHE'],
          huongDanBoSung: GUIDANCE,
        })
      );
    };
    expect(second(await compileBundle(HOUSEHOLD))).toBe('FORM_INVALID');
    // The form's rule is a courtesy: without it the clock refuses all the same.
    const courteous = await compileBundle(HOUSEHOLD, {
      files: (files) => {
        files['process.bpmn'] = (files['process.bpmn'] ?? '').replace(
          'source="=1" target="supplementsAllowed"',
          'source="=2" target="supplementsAllowed"',
        );
      },
    });
    expect(second(courteous)).toBe('SUPPLEMENT_LIMIT_REACHED');
    const twice = await compileBundle(HOUSEHOLD, {
      manifest: (manifest) =>
        (manifest.clock = { ...manifest.clock, supplement: { ...manifest.clock.supplement, max: 2 } }),
      files: (files) => {
        files['process.bpmn'] = (files['process.bpmn'] ?? '').replace(
          'source="=1" target="supplementsAllowed"',
          'source="=2" target="supplementsAllowed"',
        );
      },
    });
    expect(second(twice)).toBeUndefined();
  });
});
