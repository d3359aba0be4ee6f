import { Badge, List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ForeseenCase, MigratedCase } from '../contract.ts';
import { localized } from '../i18n/language.ts';
import { useUser } from '../session.ts';
import { PlainTable } from '../shell/plain-table.tsx';
import { TextLink } from '../shell/text-link.tsx';

const COLOURS = { migrated: 'green.9', refused: 'red.9', 'already-there': 'gray.8' } as const;

interface CaseOutcomesProps {
  readonly caption: string;
  readonly cases: readonly (ForeseenCase | MigratedCase)[];
  /** Nothing has happened yet. */
  readonly foreseen?: boolean;
}

/** Case by case: what becomes of it, what changes, and why not or what to look at. */
export function CaseOutcomes({ caption, cases, foreseen = false }: CaseOutcomesProps) {
  const { t } = useTranslation();
  const when = foreseen ? 'would' : 'did';
  return (
    <PlainTable
      caption={caption}
      minWidth={640}
      headings={[t('inbox.dossier'), t('migration.outcome'), t(foreseen ? 'migration.changes' : 'migration.remarks')]}
      rows={cases.map((each) => [
        <Dossier key="dossier" caseId={each.caseId} code={each.dossierCode} />,
        <Badge key="outcome" tt="none" color={COLOURS[each.outcome]}>
          {t(`migration.${when}.${each.outcome}`)}
        </Badge>,
        <Words key="words" lines={linesOf(each)} />,
      ])}
    />
  );
}

function Dossier({ caseId, code }: { readonly caseId: string; readonly code: string | undefined }) {
  const { t } = useTranslation();
  const name = code ?? t('statistics.noCode');
  if (!useUser().roles.includes('auditor')) return <>{name}</>;
  return (
    <TextLink to="/auditor/cases/$caseId" params={{ caseId }}>
      {name}
    </TextLink>
  );
}

function Words({ lines }: { readonly lines: readonly string[] }) {
  const { t } = useTranslation();
  if (lines.length === 0) return <Text size="sm">{t('migration.nothingElse')}</Text>;
  return (
    <List size="sm">
      {lines.map((line, index) => (
        <List.Item key={index}>{line}</List.Item>
      ))}
    </List>
  );
}

const linesOf = (each: ForeseenCase | MigratedCase): readonly string[] =>
  [...each.findings.map(({ text }) => text), ...('changes' in each ? each.changes : [])].map((text) => localized(text));
