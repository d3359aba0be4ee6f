import { Alert, List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api-client.ts';
import type { ProblemDocument } from '../contract.ts';
import { advised, said } from '../i18n/said.ts';

/** A refusal in the reader's words: what happened, what to do, and the code to quote when asking for help. */
export function ProblemAlert({ error }: { readonly error: unknown }) {
  const { t } = useTranslation();
  if (error === null || error === undefined) return null;
  const problem = problemOf(error);
  const known = `problem.${problem.code}` as const;
  const advice = t(known as 'problem.UNKNOWN', { defaultValue: problem.detail ?? problem.title });
  return (
    <Alert color="red" role="alert" title={t('shell.refused')} mb="md">
      <Text size="sm">{advice}</Text>
      {problem.detail !== undefined && problem.detail !== advice ? <Text size="sm">{problem.detail}</Text> : null}
      {problem.diagnostics === undefined || problem.diagnostics.length === 0 ? null : (
        <List size="sm" mt="xs">
          {problem.diagnostics.map((diagnostic, index) => (
            <List.Item key={index}>
              {said(diagnostic)} {advised(diagnostic)}
            </List.Item>
          ))}
        </List>
      )}
      <Text size="xs" c="dimmed" mt={4}>
        {t('shell.code')}: {problem.code}
      </Text>
    </Alert>
  );
}

/** The server's document, or an honest one for an error that never reached the server. */
export function problemOf(error: unknown): ProblemDocument {
  if (error instanceof ApiProblem) return error.problem;
  return { title: error instanceof Error ? error.message : String(error), status: 0, code: 'UNKNOWN' };
}
