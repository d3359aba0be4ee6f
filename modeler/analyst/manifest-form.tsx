import { Fieldset, Group, NumberInput, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LocalizedText, ProcedureManifest } from '../../engine/index.ts';
import { changeManifest, type DraftManifest } from './bundle.ts';
import { GroundTable, PaperTable } from './manifest-lists.tsx';
import type { DraftWork } from './use-draft.ts';

interface ManifestFormProps {
  readonly draft: DraftWork;
  readonly manifest: DraftManifest;
}

type ClockRules = ProcedureManifest['clock'];

const UNITS = ['WORKING_DAY', 'WORKING_HOUR', 'CALENDAR_DAY', 'MONTH'] as const;
const STARTS = ['RECEIVED', 'DOSSIER_COMPLETE', 'COMPETENT_AUTHORITY_RECEIVED', 'PAID'] as const;
const POLICIES = ['RESTART', 'PAUSE', 'SPLIT', 'CONTINUE'] as const;
const CUTOFF_EFFECTS = ['RECEIVED_NEXT_DAY', 'COUNT_FROM_NEXT_DAY'] as const;
const ANCHORS = ['received', 'submitted', 'postmarked', 'decided'] as const;
const TEXTS = ['name', 'field', 'applicants', 'authority', 'result'] as const;

const DEFAULT_CLOCK: ClockRules = {
  limit: { value: 5, unit: 'WORKING_DAY' },
  start: 'RECEIVED',
  supplement: { policy: 'RESTART', max: 1 },
  extension: { max: 1, apologyBefore: { value: 1, unit: 'WORKING_DAY' } },
};

/** The main fields of `procedure.json`. Every change goes into the draft at once; what it does not show stays untouched. */
export function ManifestForm({ draft, manifest }: ManifestFormProps) {
  const { t } = useTranslation();
  const set = (change: DraftManifest): void => draft.change((files) => changeManifest(files, change));
  const clock = manifest.clock ?? DEFAULT_CLOCK;
  const setClock = (change: Partial<ClockRules>): void => set({ clock: { ...clock, ...change } });

  return (
    <Stack maw={960}>
      <Fieldset legend={t('manifest.identity')}>
        <Group grow align="start" preventGrowOverflow={false} mb="sm">
          <TextInput
            label={t('procedures.code')}
            value={manifest.code ?? ''}
            onChange={(event) => set({ code: event.currentTarget.value })}
          />
          <TextInput
            label={t('procedures.version')}
            value={manifest.version ?? ''}
            onChange={(event) => set({ version: event.currentTarget.value })}
          />
          <Choice
            label={t('manifest.anchor')}
            words="anchor"
            values={ANCHORS}
            value={manifest.anchor}
            onChange={(value) => set({ anchor: value })}
          />
        </Group>
        {TEXTS.map((key) => (
          <BilingualField
            key={key}
            label={t(`manifest.${key}`)}
            text={manifest[key]}
            onChange={(text) => set({ [key]: text })}
          />
        ))}
      </Fieldset>
      <Fieldset legend={t('manifest.clock')}>
        <Group grow align="start" preventGrowOverflow={false} mb="sm">
          <NumberInput
            label={t('manifest.limit')}
            min={0}
            decimalScale={2}
            value={clock.limit.value}
            onChange={(value) => setClock({ limit: { ...clock.limit, value: Number(value) } })}
          />
          <Choice
            label={t('manifest.unit')}
            words="unit"
            values={UNITS}
            value={clock.limit.unit}
            onChange={(value) => setClock({ limit: { ...clock.limit, unit: value } })}
          />
          <TextInput
            label={t('manifest.basis')}
            value={clock.limit.basis ?? ''}
            onChange={(event) => setClock({ limit: { ...clock.limit, basis: event.currentTarget.value } })}
          />
          <Choice
            label={t('manifest.start')}
            words="clockStart"
            values={STARTS}
            value={clock.start}
            onChange={(value) => setClock({ start: value })}
          />
        </Group>
        <Group grow align="start" preventGrowOverflow={false} mb="sm">
          <TextInput
            label={t('manifest.cutoff')}
            type="time"
            value={clock.cutoff?.at ?? ''}
            onChange={(event) => setClock(withCutoff(clock, event.currentTarget.value))}
          />
          <Choice
            label={t('manifest.cutoffEffect')}
            words="cutoffEffect"
            values={CUTOFF_EFFECTS}
            value={clock.cutoff?.effect}
            disabled={clock.cutoff === undefined}
            onChange={(value) => clock.cutoff !== undefined && setClock({ cutoff: { ...clock.cutoff, effect: value } })}
          />
        </Group>
        <Group grow align="start" preventGrowOverflow={false}>
          <Choice
            label={t('manifest.supplementPolicy')}
            words="supplementPolicy"
            values={POLICIES}
            value={clock.supplement.policy}
            onChange={(value) => setClock({ supplement: { ...clock.supplement, policy: value } })}
          />
          <NumberInput
            label={t('manifest.supplementMax')}
            min={0}
            allowDecimal={false}
            value={clock.supplement.max}
            onChange={(value) => setClock({ supplement: { ...clock.supplement, max: Number(value) } })}
          />
          <NumberInput
            label={t('manifest.extensionMax')}
            min={0}
            allowDecimal={false}
            value={clock.extension.max}
            onChange={(value) => setClock({ extension: { ...clock.extension, max: Number(value) } })}
          />
        </Group>
      </Fieldset>
      <PaperTable papers={manifest.papers ?? []} onChange={(papers) => set({ papers })} />
      <GroundTable
        legend={t('manifest.supplementGrounds')}
        grounds={manifest.supplementGrounds ?? []}
        onChange={(supplementGrounds) => set({ supplementGrounds })}
      />
      <GroundTable
        legend={t('manifest.refusalGrounds')}
        grounds={manifest.refusalGrounds ?? []}
        onChange={(refusalGrounds) => set({ refusalGrounds })}
      />
    </Stack>
  );
}

/** The clock with its cut-off at this time; without one when the field is emptied. */
function withCutoff({ cutoff, ...rest }: ClockRules, at: string): ClockRules {
  return at === '' ? rest : { ...rest, cutoff: { effect: 'RECEIVED_NEXT_DAY', ...cutoff, at } };
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  /** Group of texts that names the values. */
  readonly words: 'anchor' | 'unit' | 'clockStart' | 'cutoffEffect' | 'supplementPolicy';
  readonly values: readonly T[];
  readonly value: T | undefined;
  readonly disabled?: boolean;
  readonly onChange: (value: T) => void;
}

function Choice<T extends string>({ label, words, values, value, disabled = false, onChange }: ChoiceProps<T>) {
  const { t } = useTranslation();
  return (
    <Select
      label={label}
      data={values.map((each) => ({ value: each as string, label: t(`${words}.${each}` as 'unit.MONTH') }))}
      value={value ?? null}
      disabled={disabled}
      allowDeselect={false}
      onChange={(chosen) => {
        const found = values.find((each) => each === chosen);
        if (found !== undefined) onChange(found);
      }}
    />
  );
}

interface BilingualFieldProps {
  readonly label: string;
  readonly text: LocalizedText | undefined;
  readonly onChange: (text: LocalizedText) => void;
}

function BilingualField({ label, text, onChange }: BilingualFieldProps) {
  const { vi = '', en } = text ?? {};
  return (
    <Group grow align="start" preventGrowOverflow={false} mb="sm">
      <Textarea
        label={`${label} (vi)`}
        autosize
        minRows={1}
        value={vi}
        onChange={(event) => onChange({ ...text, vi: event.currentTarget.value })}
      />
      <Textarea
        label={`${label} (en)`}
        autosize
        minRows={1}
        value={en ?? ''}
        onChange={(event) => onChange({ vi, en: event.currentTarget.value })}
      />
    </Group>
  );
}
