import { Badge, Paper, Stack, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Difference } from '../contract.ts';
import { localized } from '../i18n/language.ts';
import { CHANGE_SYMBOLS } from './change-marks.ts';

interface DifferenceListProps {
  readonly differences: readonly Difference[];
  readonly chosen: Difference | undefined;
  /** Shows a difference on the drawings. */
  readonly onShow: (difference: Difference) => void;
}

/**
 * What is otherwise, in words, by part of the procedure. Where only an article is otherwise, as in a new decree that says the
 * same, the change stands apart: it would bury the others.
 */
export function DifferenceList({ differences, chosen, onShow }: DifferenceListProps) {
  const { t } = useTranslation();
  const areas = [...new Set(differences.map(({ area }) => area))];
  return (
    <Stack gap="sm">
      {areas.map((area) => {
        const own = differences.filter((difference) => difference.area === area);
        const [basisOnly, telling] = [own.filter(onlyBasis), own.filter((each) => !onlyBasis(each))];
        return (
          <Paper key={area} withBorder p="sm" component="section" aria-label={t(`compare.area.${area}`)}>
            <Title order={2} size="h5" mb={4}>
              {t(`compare.area.${area}`)}{' '}
              <Badge component="span" size="sm" variant="light" tt="none">
                {own.length}
              </Badge>
            </Title>
            <Lines differences={telling} chosen={chosen} onShow={onShow} />
            {basisOnly.length === 0 ? null : (
              <details className="explanation">
                <summary>{t('compare.basisOnly', { count: basisOnly.length })}</summary>
                <Lines differences={basisOnly} chosen={chosen} onShow={onShow} />
              </details>
            )}
          </Paper>
        );
      })}
    </Stack>
  );
}

const onlyBasis = ({ property }: Difference): boolean => property === 'basis' || property === 'legalBasis';

function Lines({ differences, chosen, onShow }: DifferenceListProps) {
  const { t } = useTranslation();
  return (
    <ul className="difference-list">
      {differences.map((difference, index) => {
        const { kind, elementId, text } = difference;
        const words = (
          <>
            <span className="difference-sign" data-kind={kind} role="img" aria-label={t(`compare.kind.${kind}`)}>
              {CHANGE_SYMBOLS[kind]}
            </span>
            <span>{localized(text)}</span>
          </>
        );
        return (
          <li key={index}>
            {elementId === undefined ? (
              <div className="difference">{words}</div>
            ) : (
              <button
                type="button"
                className="difference"
                title={t('compare.show')}
                aria-current={difference === chosen ? 'true' : undefined}
                onClick={() => onShow(difference)}
              >
                {words}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
