import { Alert, Anchor, Button, Group, List, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, contentOf } from '../api-client.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { keepCheckpoint, keptCheckpoint } from './kept-checkpoint.ts';
import { verifyInBrowser, type BrowserVerdict } from './verify-in-browser.ts';

/**
 * Verifies the history of the case here, in the auditor's browser: the server only hands over the file. Compares the log with
 * the checkpoint that this browser kept from an earlier time.
 */
export function VerifyPanel({ caseId }: { readonly caseId: string }) {
  const { t } = useTranslation();
  const check = useMutation({ mutationFn: () => verifyCase(caseId) });
  return (
    <section aria-label={t('audit.verify.title')}>
      <h2 className="section-title">{t('audit.verify.title')}</h2>
      <Text size="sm">{t('audit.verify.about')}</Text>
      <Group my="xs">
        <Button onClick={() => check.mutate()} loading={check.isPending}>
          {t('audit.verify.check')}
        </Button>
        <Anchor href={`/api/cases/${caseId}/history-file`} download underline="always">
          {t('audit.verify.download')}
        </Anchor>
      </Group>
      <div role="status">
        {check.error && <ProblemAlert error={check.error} />}
        {check.data && <Verdict verdict={check.data} />}
      </div>
    </section>
  );
}

function Verdict({ verdict }: { readonly verdict: BrowserVerdict }) {
  const { t } = useTranslation();
  if (!verdict.ok) {
    const missing = ['NO_CRYPTOGRAPHY', 'NO_KEY', 'NO_EVIDENCE'].includes(verdict.reason);
    return (
      <Alert color={missing ? 'yellow' : 'red'} title={t(missing ? 'audit.verify.undecided' : 'audit.verify.changed')}>
        {t(`audit.verify.reason.${verdict.reason}`)}
      </Alert>
    );
  }
  const { commits, lastSeq, log } = verdict;
  return (
    <Alert color="green" title={t('audit.verify.unchanged')}>
      <List size="sm">
        <List.Item>{t('audit.verify.chain', { commits, lastSeq })}</List.Item>
        {log && <List.Item>{t('audit.verify.included', { through: log.throughSeq, size: log.size })}</List.Item>}
        {log && log.throughSeq < lastSeq && (
          <List.Item>{t('audit.verify.younger', { count: lastSeq - log.throughSeq })}</List.Item>
        )}
        {log && (
          <List.Item>
            {log.beginsWith === undefined
              ? t('audit.verify.first')
              : t('audit.verify.consistent', { size: log.beginsWith })}
          </List.Item>
        )}
      </List>
    </Alert>
  );
}

/** Fetches file and keys, verifies them, and keeps the checkpoint for the next time. */
async function verifyCase(caseId: string): Promise<BrowserVerdict> {
  const kept = keptCheckpoint();
  const [text, { keys: offered, handovers }] = await Promise.all([
    contentOf(
      api.GET('/api/cases/{caseId}/history-file', {
        params: { path: { caseId }, query: kept === undefined ? {} : { since: kept.size } },
        parseAs: 'text',
      }),
    ),
    contentOf(api.GET('/api/log/keys')),
  ]);
  const keys = kept?.keys ?? offered;
  const verdict = await verifyInBrowser(text, keys, {
    handovers,
    ...(kept === undefined ? {} : { kept: kept.note }),
  });
  if (verdict.ok && verdict.log !== undefined) keepCheckpoint({ keys, size: verdict.log.size, note: verdict.log.note });
  return verdict;
}
