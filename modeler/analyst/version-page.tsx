import { useState } from 'react';
import { Button, Stack, Tabs, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '../../engine/index.ts';
import { DiagramView } from '../bpmn/diagram-view.tsx';
import type { ProcedureVersion } from '../contract.ts';
import { FormView } from '../forms/form-view.tsx';
import { localized } from '../i18n/language.ts';
import { PageHeading } from '../shell/page-heading.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { QueryView } from '../shell/query-view.tsx';
import { TextLink } from '../shell/text-link.tsx';
import { formatInstant } from '../time.ts';
import { formFiles, processPath } from './bundle.ts';
import { DiagnosticList, SoundnessList } from './diagnostics-panel.tsx';
import { intervalWords } from './interval-words.ts';
import { createDraft, versionQuery } from './queries.ts';
import './workspace.css';

const NO_DATA: JsonObject = {};

/** A published version as it will always be: diagram, forms, files, and the verdict under which it was published. */
export function VersionPage() {
  const { code, version } = useParams({ from: '/analyst/procedures/$code/versions/$version' });
  const query = useQuery(versionQuery(code, version));
  return <QueryView query={query}>{(published) => <Version published={published} />}</QueryView>;
}

function Version({ published }: { readonly published: ProcedureVersion }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { code, version, manifest, files } = published;
  const name = manifest === undefined ? code : localized(manifest.name);
  const copy = useMutation({
    mutationFn: () => createDraft({ name: `${name} (${version})`, from: { code, version } }),
    onSuccess: (draft) => navigate({ to: '/analyst/drafts/$draftId', params: { draftId: draft.id } }),
  });
  const path = processPath(files);
  const bpmn = path === undefined ? undefined : files[path];
  return (
    <div className="page">
      <PageHeading title={`${name} · ${version}`}>
        <TextLink to="/procedures/$code/compare" params={{ code }} search={{ to: version }}>
          {t('compare.others')}
        </TextLink>
        <Button onClick={() => copy.mutate()} loading={copy.isPending}>
          {t('procedures.draftFrom')}
        </Button>
      </PageHeading>
      <ProblemAlert error={copy.error} />
      <dl className="facts">
        <dt>{t('procedures.code')}</dt>
        <dd>{code}</dd>
        <dt>{t('procedures.effective')}</dt>
        <dd>{intervalWords(published.effective, t('procedures.open'))}</dd>
        <dt>{t('procedures.publishedAt')}</dt>
        <dd>{formatInstant(published.publishedAt)}</dd>
        <dt>{t('procedures.digest')}</dt>
        <dd>
          <code>{published.digest}</code>
        </dd>
      </dl>
      <Tabs defaultValue="process" keepMounted={false}>
        <Tabs.List aria-label={t('workspace.parts')}>
          <Tabs.Tab value="process">{t('workspace.tab.process')}</Tabs.Tab>
          <Tabs.Tab value="forms">{t('workspace.tab.forms')}</Tabs.Tab>
          <Tabs.Tab value="files">{t('version.files')}</Tabs.Tab>
          <Tabs.Tab value="check">{t('workspace.tab.check')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="process" pt="md">
          {bpmn === undefined ? (
            <Text>{t('version.noProcess')}</Text>
          ) : (
            <DiagramView xml={bpmn} label={t('case.diagram')} height="34rem" />
          )}
        </Tabs.Panel>
        <Tabs.Panel value="forms" pt="md">
          <VersionForms published={published} />
        </Tabs.Panel>
        <Tabs.Panel value="files" pt="md">
          <VersionFiles published={published} />
        </Tabs.Panel>
        <Tabs.Panel value="check" pt="md">
          <Stack>
            <SoundnessList soundness={published.soundness} />
            <DiagnosticList diagnostics={published.diagnostics} />
          </Stack>
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}

function VersionForms({ published }: { readonly published: ProcedureVersion }) {
  const { t } = useTranslation();
  const forms = formFiles(published.files);
  const [chosen, setChosen] = useState(forms[0]?.id ?? '');
  const form = forms.find(({ id }) => id === chosen);
  return (
    <div className="two-panes">
      <FileList label={t('forms.list')} names={forms.map(({ id }) => id)} chosen={chosen} onChoose={setChosen} />
      {form === undefined ? null : (
        <VersionForm key={form.id} id={form.id} source={published.files[form.path] ?? '{}'} />
      )}
    </div>
  );
}

function VersionForm({ id, source }: { readonly id: string; readonly source: string }) {
  const { t } = useTranslation();
  const [schema] = useState(() => JSON.parse(source) as JsonObject);
  return <FormView schema={schema} data={NO_DATA} label={t('forms.previewOf', { id })} />;
}

function VersionFiles({ published }: { readonly published: ProcedureVersion }) {
  const { t } = useTranslation();
  const names = Object.keys(published.files);
  const [chosen, setChosen] = useState(names[0] ?? '');
  return (
    <div className="two-panes">
      <FileList label={t('version.files')} names={names} chosen={chosen} onChoose={setChosen} />
      <pre className="variables source" tabIndex={0} aria-label={chosen}>
        {published.files[chosen]}
      </pre>
    </div>
  );
}

interface FileListProps {
  readonly label: string;
  readonly names: readonly string[];
  readonly chosen: string;
  readonly onChoose: (name: string) => void;
}

function FileList({ label, names, chosen, onChoose }: FileListProps) {
  return (
    <ul className="file-list" aria-label={label}>
      {names.map((name) => (
        <li key={name}>
          <button type="button" aria-current={name === chosen ? 'true' : undefined} onClick={() => onChoose(name)}>
            {name}
          </button>
        </li>
      ))}
    </ul>
  );
}
