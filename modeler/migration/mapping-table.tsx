import { Button, Group, Select, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PlainTable } from '../shell/plain-table.tsx';
import type { Drawing } from './drawn-elements.ts';
import type { NeededMapping } from './needed-mapping.ts';

interface MappingTableProps {
  readonly lines: readonly NeededMapping[];
  readonly before: Drawing;
  readonly after: Drawing;
  readonly mapping: Readonly<Record<string, string>>;
  readonly onMap: (mapping: Readonly<Record<string, string>>) => void;
}

/** Says of each element that is gone from the newer version by which one its cases go on; nothing is guessed for anybody. */
export function MappingTable({ lines, before, after, mapping, onMap }: MappingTableProps) {
  const { t } = useTranslation();
  const choose = (elementId: string, target: string | null): void => {
    const { [elementId]: _before, ...others } = mapping;
    onMap(target === null ? others : { ...others, [elementId]: target });
  };
  return (
    <section aria-label={t('migration.mapping')}>
      <Title order={3} size="h5" mt="md">
        {t('migration.mapping')}
      </Title>
      <Text size="sm" mb="xs">
        {t('migration.mappingAdvice')}
      </Text>
      <PlainTable
        caption={t('migration.mapping')}
        headings={[t('migration.element'), t('migration.goesOnAs')]}
        rows={lines.map(({ elementId, suggestion, choices }) => [
          before.nameOf(elementId),
          <Group key={elementId} gap="xs">
            <Select
              aria-label={t('migration.goesOnAsOf', { name: before.nameOf(elementId) })}
              placeholder={t('migration.notMapped')}
              data={choices.map((value) => ({ value, label: after.nameOf(value) }))}
              value={mapping[elementId] ?? null}
              searchable
              clearable
              clearButtonProps={{ 'aria-label': t('shell.clear') }}
              onChange={(value) => choose(elementId, value)}
              w="22rem"
              maw="100%"
            />
            {suggestion === undefined || mapping[elementId] === suggestion ? null : (
              <Button variant="default" size="compact-sm" onClick={() => choose(elementId, suggestion)}>
                {t('migration.suggested', { name: after.nameOf(suggestion) })}
              </Button>
            )}
          </Group>,
        ])}
      />
    </section>
  );
}
