import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileProcedure } from '../../engine/compile/compile-procedure.ts';
import type { CalendarSource } from '../../engine/calendar/calendar-source.ts';
import type { Procedure } from '../../engine/model/procedure.ts';
import type { ProcedureManifest } from '../../engine/model/procedure-manifest.ts';
import { VIETNAM } from '../calendar/vietnam.ts';
import { applicationOf, bundleFiles, PROCEDURES, scenarioAt } from './bundles.ts';
import { playScenario } from './play-scenario.ts';

/**
 * A rule that no scenario misses when it is gone is not shown to be enforced. Each line takes one rule out of a copy of the
 * bundle (or a decision out of the calendar) and names the scenario that must then tell another story.
 */
type Without =
  | { readonly manifest: (manifest: Manifest) => void }
  | { readonly file: string; readonly replace: string | RegExp; readonly by: string }
  | { readonly decision: string };
type Manifest = { -readonly [Name in keyof ProcedureManifest]: ProcedureManifest[Name] };

const HOUSEHOLD = '1.001612-household-business/2025-07';
const PERMIT = '1.013225-house-permit/2026-07';
const BIRTH = '1.001193-birth/2025-07';
const MARRIAGE = '1.000894-marriage/2025-07';
const LAND = '9.000006-land-transfer/2025-07';
const FOOD = '2.001827-food-safety/2026-04';

const clockOf = (manifest: Manifest, more: Partial<ProcedureManifest['clock']>): void => {
  manifest.clock = { ...manifest.clock, ...more };
};
const overridesOf = (manifest: Manifest, more: Partial<NonNullable<ProcedureManifest['overrides']>>): void => {
  manifest.overrides = { grounds: [], confirmedBy: [], ...manifest.overrides, ...more };
};
const nobodyTold = (manifest: Manifest): void => {
  const { escalation: _, ...clock } = manifest.clock;
  manifest.clock = clock;
};
const noCutoff = (manifest: Manifest): void => {
  const { cutoff: _, ...clock } = manifest.clock;
  manifest.clock = clock;
};

const RULES: readonly (readonly [rule: string, bundle: string, scenario: string, without: Without])[] = [
  ['24/11 is a day off', HOUSEHOLD, '01-chap-nhan.json', { decision: 'culture-day-2026' }],
  ['the Tết days of 2026', HOUSEHOLD, '05-tet.json', { decision: 'tet-national-day-2026' }],
  [
    'the swap of 2/1/2026',
    '1.013225-house-permit/2024-12',
    '08-hoan-doi-ngay-lam-viec.json',
    { decision: 'swap-2026-01-02' },
  ],
  ['the 2027 outlook is marked', PERMIT, '07-tet-du-kien.json', { decision: 'outlook-2027' }],
  ['the cut-off at 17:00', HOUSEHOLD, '06-sau-17-gio.json', { manifest: noCutoff }],
  ['the cut-off at 15:00', PERMIT, '06-15-gio-01.json', { manifest: noCutoff }],
  [
    'a cut-off belongs to the rule',
    HOUSEHOLD,
    '07-15-gio-01.json',
    { manifest: (m) => clockOf(m, { cutoff: { at: '15:00', effect: 'RECEIVED_NEXT_DAY' } }) },
  ],
  [
    'RESTART after a supplement',
    HOUSEHOLD,
    '02-bo-sung-mot-lan.json',
    { manifest: (m) => clockOf(m, { supplement: { ...m.clock.supplement, policy: 'PAUSE' } }) },
  ],
  [
    'CONTINUE during a supplement',
    PERMIT,
    '04-bo-sung-thoi-han-van-tinh.json',
    { manifest: (m) => clockOf(m, { supplement: { ...m.clock.supplement, policy: 'RESTART' } }) },
  ],
  [
    'SPLIT into appointments',
    LAND,
    '01-hai-lan-hen.json',
    { manifest: (m) => clockOf(m, { supplement: { ...m.clock.supplement, policy: 'PAUSE' } }) },
  ],
  [
    'no supplement at all',
    HOUSEHOLD,
    '08-khong-bo-sung.json',
    { manifest: (m) => clockOf(m, { supplement: { ...m.clock.supplement, max: 0 } }) },
  ],
  [
    'one extension',
    HOUSEHOLD,
    '04-tre-han.json',
    { manifest: (m) => clockOf(m, { extension: { ...m.clock.extension, max: 2 } }) },
  ],
  ['the heads are told of deadlines', HOUSEHOLD, '04-tre-han.json', { manifest: (m) => nobodyTold(m) }],
  [
    'the apology a day before',
    HOUSEHOLD,
    '16-xin-loi-qua-muon.json',
    {
      manifest: (m) =>
        clockOf(m, { extension: { ...m.clock.extension, apologyBefore: { value: 1, unit: 'WORKING_HOUR' } } }),
    },
  ],
  [
    'the signature moves the date',
    HOUSEHOLD,
    '04-tre-han.json',
    { file: 'process.bpmn', replace: /<statute:extension[^>]*>/, by: '' },
  ],
  [
    'the limit changes by branch',
    MARRIAGE,
    '02-xac-minh-5-ngay.json',
    { file: 'process.bpmn', replace: /<statute:limitChange[^>]*>/, by: '' },
  ],
  [
    'the clock rests while papers are awaited',
    HOUSEHOLD,
    '02-bo-sung-mot-lan.json',
    {
      file: 'process.bpmn',
      replace: '<statute:clock onEnter="PAUSE" onLeave="RESUME" />',
      by: '<statute:timeLimit value="1" unit="WORKING_HOUR" />',
    },
  ],
  [
    'silence of an agency is consent',
    PERMIT,
    '01-im-lang-la-dong-y.json',
    { file: 'process.bpmn', replace: /(Timer_ImLang">[\s\S]*?)value="2"/, by: '$1value="9"' },
  ],
  [
    'silence confirms the draft at 24:00',
    BIRTH,
    '02-im-lang-la-xac-nhan.json',
    {
      file: 'process.bpmn',
      replace: /deemed="CONFIRMATION" deemedVi="Người yêu cầu im lặng[^"]*" deemedEn="[^"]*"/,
      by: '',
    },
  ],
  [
    'a void dossier',
    FOOD,
    '05-ho-so-het-gia-tri.json',
    { file: 'process.bpmn', replace: /(Timer_Qua30Ngay">[\s\S]*?)value="30"/, by: '$1value="60"' },
  ],
  [
    'the alarm before the date',
    HOUSEHOLD,
    '04-tre-han.json',
    { file: 'process.bpmn', replace: /(Timer_TruocHanMotNgay">[\s\S]*?)value="1.5"/, by: '$1value="0.5"' },
  ],
  [
    'a prohibited line is refused',
    HOUSEHOLD,
    '03-nganh-bi-cam.json',
    { file: 'decisions/phan-loai-nganh-nghe.dmn', replace: 'contains(?, "đòi nợ")', by: 'contains(?, "không có")' },
  ],
  [
    'the fee by channel',
    PERMIT,
    '01-im-lang-la-dong-y.json',
    { file: 'decisions/gpxd-le-phi.dmn', replace: '"online"', by: '"post"' },
  ],
  [
    'a rule across fields',
    FOOD,
    '01-dat.json',
    { file: 'forms/thanh-lap-doan.form', replace: 'count(thanhVien) < 3', by: 'count(thanhVien) < 1' },
  ],
  [
    'a negative item demands its article',
    PERMIT,
    '10-khong-dat-phai-neu-can-cu.json',
    {
      file: 'forms/tham-dinh.form',
      replace: /"minLength": 5,\s*"maxLength": 300,\s*"required": true/,
      by: '"maxLength": 300',
    },
  ],
  [
    'the closed list of supplements',
    HOUSEHOLD,
    '02-bo-sung-mot-lan.json',
    { file: 'forms/phieu-bo-sung.form', replace: '"value": "TEN_HO_KINH_DOANH"', by: '"value": "KHAC"' },
  ],
  [
    'a step is given out by rule',
    FOOD,
    '12-phan-cong-luan-phien.json',
    { file: 'process.bpmn', replace: '<statute:assignment rule="ROUND_ROBIN" />', by: '' },
  ],
  [
    'who drafts does not sign',
    HOUSEHOLD,
    '12-nguoi-du-thao-khong-duoc-ky.json',
    { file: 'process.bpmn', replace: /<statute:separation[^>]*>/g, by: '' },
  ],
  [
    'no withdrawal after the signature',
    HOUSEHOLD,
    '10-rut-sau-khi-ky.json',
    { file: 'process.bpmn', replace: '=ky = "DA_KY" or kyTuChoi = "DA_KY"', by: '=ky = "CHUA"' },
  ],
  [
    'a departure needs a published ground',
    HOUSEHOLD,
    '17-lam-khac-quy-trinh.json',
    {
      manifest: (m) =>
        overridesOf(m, {
          grounds: [
            ...(m.overrides?.grounds ?? []),
            { code: 'CHO_NHANH', text: { vi: 'Cho nhanh' }, basis: '61/2018/NĐ-CP#21' },
          ],
        }),
    },
  ],
  [
    'a departure is decided by the head',
    HOUSEHOLD,
    '17-lam-khac-quy-trinh.json',
    { manifest: (m) => overridesOf(m, { confirmedBy: ['mot-cua', 'lanh-dao'] }) },
  ],
  [
    'a version that publishes no exit has none',
    LAND,
    '11-lam-khac-quy-trinh.json',
    { manifest: (m) => void delete m.overrides },
  ],
  [
    'a withdrawal stops the clock',
    MARRIAGE,
    '09-rut-ho-so.json',
    {
      file: 'process.bpmn',
      replace: '<statute:publicStatus code="7" />\n          <statute:clock onEnter="STOP" />',
      by: '<statute:publicStatus code="7" />',
    },
  ],
  [
    'a withdrawal is seen at the portal',
    BIRTH,
    '11-rut-ho-so.json',
    { file: 'process.bpmn', replace: '<statute:publicStatus code="7" />', by: '' },
  ],
  [
    'a withdrawal takes every step away',
    LAND,
    '10-rut-ho-so.json',
    {
      file: 'process.bpmn',
      replace: 'name="Được rút hồ sơ" isInterrupting="true"',
      by: 'name="Được rút hồ sơ" isInterrupting="false"',
    },
  ],
  [
    'one apology also within the day',
    BIRTH,
    '10-xin-loi-gia-han.json',
    { manifest: (m) => clockOf(m, { extension: { ...m.clock.extension, max: 2 } }) },
  ],
  [
    'the apology is drafted before expiry',
    BIRTH,
    '10-xin-loi-gia-han.json',
    { file: 'process.bpmn', replace: /(Timer_TruocHanMotNgay">[\s\S]*?)value="2"/, by: '$1value="1"' },
  ],
];

describe('a scenario misses its rule when the rule is taken out', () => {
  it.each(RULES)('%s (%s, %s)', async (_, bundle, file, without) => {
    const root = join(PROCEDURES, bundle);
    const scenario = scenarioAt(root, file);
    const application = applicationOf(root, scenario);
    const whole = await compiled(root, undefined);
    expect(playScenario(whole, scenario, application, VIETNAM).differences).toEqual([]);
    const { differences } = playScenario(
      await compiled(root, without),
      scenario,
      application,
      calendarWithout(without),
    );
    expect(differences).not.toEqual([]);
  });
});

/** Compiled, not verified: the verifier refuses some copies without their rule, and they are played all the same. */
async function compiled(root: string, without: Without | undefined): Promise<Procedure> {
  const files = { ...bundleFiles(root) };
  if (without !== undefined && 'file' in without) {
    const text = files[without.file] ?? '';
    const changed = text.replace(without.replace, without.by);
    expect(changed, `${without.file} does not hold ${String(without.replace)}`).not.toBe(text);
    files[without.file] = changed;
  }
  if (without !== undefined && ('manifest' in without || 'file' in without)) {
    const manifest = JSON.parse(files['procedure.json'] ?? '') as Manifest;
    if ('manifest' in without) without.manifest(manifest);
    // The manifest repeats the separation of duties that the drawing says.
    if ('file' in without && String(without.replace).includes('separation')) manifest.separationOfDuties = [];
    files['procedure.json'] = JSON.stringify(manifest);
  }
  const compilation = await compileProcedure(files);
  if (!compilation.ok) throw new Error(JSON.stringify(compilation.diagnostics));
  return compilation.procedure;
}

function calendarWithout(without: Without): CalendarSource {
  if (!('decision' in without)) return VIETNAM;
  const decisions = VIETNAM.decisions.filter(({ id }) => id !== without.decision);
  expect(decisions).toHaveLength(VIETNAM.decisions.length - 1);
  return { ...VIETNAM, decisions };
}
