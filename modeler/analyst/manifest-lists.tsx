import type { ReactNode } from 'react';
import { Button, Fieldset, Group, NumberInput, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ProcedureManifest } from '../../engine/index.ts';

type Paper = ProcedureManifest['papers'][number];
type Ground = ProcedureManifest['refusalGrounds'][number];

interface RowsProps<T> {
  readonly legend: string;
  readonly rows: readonly T[];
  readonly blank: T;
  readonly onChange: (rows: readonly T[]) => void;
  readonly fields: (row: T, set: (change: Partial<T>) => void) => ReactNode;
}

/** A closed list, row by row. */
function Rows<T>({ legend, rows, blank, onChange, fields }: RowsProps<T>) {
  const { t } = useTranslation();
  const replace = (index: number, change: Partial<T>): void =>
    onChange(rows.map((row, at) => (at === index ? { ...row, ...change } : row)));
  return (
    <Fieldset legend={legend}>
      <Stack gap="xs">
        {rows.map((row, index) => (
          <Group
            key={index}
            role="group"
            aria-label={`${legend} ${index + 1}`}
            align="end"
            grow
            preventGrowOverflow={false}
          >
            {fields(row, (change) => replace(index, change))}
            <Button
              size="compact-sm"
              variant="default"
              mb={4}
              aria-label={`${t('procedures.delete')}: ${legend} ${index + 1}`}
              onClick={() => onChange(rows.filter((_row, at) => at !== index))}
            >
              {t('procedures.delete')}
            </Button>
          </Group>
        ))}
        <div>
          <Button size="compact-sm" variant="default" onClick={() => onChange([...rows, blank])}>
            {t('manifest.addRow')}
          </Button>
        </div>
      </Stack>
    </Fieldset>
  );
}

interface PaperTableProps {
  readonly papers: readonly Paper[];
  readonly onChange: (papers: readonly Paper[]) => void;
}

/** The papers of a dossier: nothing outside this list can be asked for. */
export function PaperTable({ papers, onChange }: PaperTableProps) {
  const { t } = useTranslation();
  return (
    <Rows
      legend={t('manifest.papers')}
      rows={papers}
      blank={{ id: '', name: { vi: '' }, original: 1, copies: 0, basis: '' }}
      onChange={onChange}
      fields={(paper, set) => (
        <>
          <TextInput
            label={t('manifest.id')}
            value={paper.id}
            onChange={(event) => set({ id: event.currentTarget.value })}
          />
          <TextInput
            label={t('manifest.paperName')}
            miw={240}
            value={paper.name.vi}
            onChange={(event) => set({ name: { ...paper.name, vi: event.currentTarget.value } })}
          />
          <NumberInput
            label={t('manifest.original')}
            min={0}
            allowDecimal={false}
            value={paper.original}
            onChange={(value) => set({ original: Number(value) })}
          />
          <NumberInput
            label={t('manifest.copies')}
            min={0}
            allowDecimal={false}
            value={paper.copies}
            onChange={(value) => set({ copies: Number(value) })}
          />
          <TextInput
            label={t('manifest.basis')}
            value={paper.basis}
            onChange={(event) => set({ basis: event.currentTarget.value })}
          />
        </>
      )}
    />
  );
}

interface GroundTableProps {
  readonly legend: string;
  readonly grounds: readonly Ground[];
  readonly onChange: (grounds: readonly Ground[]) => void;
}

/** The grounds on which officers may ask or refuse: nothing outside this list counts. */
export function GroundTable({ legend, grounds, onChange }: GroundTableProps) {
  const { t } = useTranslation();
  return (
    <Rows
      legend={legend}
      rows={grounds}
      blank={{ code: '', text: { vi: '' }, basis: '' }}
      onChange={onChange}
      fields={(ground, set) => (
        <>
          <TextInput
            label={t('manifest.groundCode')}
            value={ground.code}
            onChange={(event) => set({ code: event.currentTarget.value })}
          />
          <TextInput
            label={t('manifest.groundText')}
            miw={320}
            value={ground.text.vi}
            onChange={(event) => set({ text: { ...ground.text, vi: event.currentTarget.value } })}
          />
          <TextInput
            label={t('manifest.basis')}
            value={ground.basis}
            onChange={(event) => set({ basis: event.currentTarget.value })}
          />
        </>
      )}
    />
  );
}
