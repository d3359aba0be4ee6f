import type { TFunction } from 'i18next';
import { citation, type CaseEvent } from '../../engine/index.ts';
import { localized } from '../i18n/language.ts';
import { formatInstant } from '../time.ts';
import { deviationWords } from './deviation-words.ts';

/** Name of an element or a group in the reader's words; its id where the model gives no name. */
export type NameOf = (elementId: string | undefined) => string;

/** Name of an account, by its id. */
export type PersonOf = (accountId: string) => string;

/**
 * One event as a sentence that an inspector understands.
 *
 * @param subject element that the event is about (see `subjects`)
 */
export function eventSentence(
  event: CaseEvent,
  subject: string | undefined,
  nameOf: NameOf,
  personOf: PersonOf,
  t: TFunction,
): string {
  const element = nameOf(subject);
  switch (event.type) {
    case 'CaseStarted':
      return event.receipt === undefined
        ? t('event.CaseStarted')
        : t('event.CaseReceived', { code: event.receipt.dossierCode, at: formatInstant(event.receipt.receivedAt) });
    case 'CaseCancelled':
    case 'CaseWithdrawn':
      return t(`event.${event.type}`, { reason: event.reason });
    case 'PublicStatusChanged':
      return t('event.PublicStatusChanged', { status: t(`publicStatus.${event.status}` as 'publicStatus.1') });
    case 'OutcomeDecided':
      return t('event.OutcomeDecided', { element, outcome: outcomeWords(event.outcome, t) });
    case 'ElementActivated':
      return event.loopCounter === undefined
        ? t('event.ElementActivated', { element })
        : t('event.ElementActivatedInLoop', { element, number: event.loopCounter });
    case 'ElementFailed':
      return t('event.ElementFailed', { element, code: event.errorCode ?? '' });
    case 'SequenceFlowTaken':
      return t('event.SequenceFlowTaken', { flow: element });
    case 'GatewayDecided':
      return t('event.GatewayDecided', { element, chosen: event.chosen.map(nameOf).join(', ') });
    case 'VariablesSet':
      return t('event.VariablesSet', { names: Object.keys(event.variables).join(', ') });
    case 'DecisionEvaluated':
      return t('event.DecisionEvaluated', {
        element,
        decision: event.decisionId,
        rules: event.matched.map(({ decisionId, rules }) => `${decisionId} (${rules.join(', ')})`).join('; '),
      });
    case 'UserTaskCreated':
      return event.dueAt === undefined
        ? t('event.UserTaskCreated', { element, groups: event.candidateGroups.map(nameOf).join(', ') })
        : t('event.UserTaskCreatedDue', {
            element,
            groups: event.candidateGroups.map(nameOf).join(', '),
            due: formatInstant(event.dueAt),
          });
    case 'UserTaskMigrated':
      return event.dueAt === undefined
        ? t('event.UserTaskMigrated', { element })
        : t('event.UserTaskMigratedDue', { element, due: formatInstant(event.dueAt) });
    case 'CaseMigrated': {
      const { from, to, ground } = event;
      const label = ({ version, digest }: typeof to): string => version ?? digest.slice(0, 8);
      return t('event.CaseMigrated', { from: label(from), to: label(to), act: localized(citation(event.act)), ground });
    }
    case 'UserTaskClaimed':
    case 'UserTaskAssigned':
      return t(`event.${event.type}`, { element, who: personOf(event.assignee) });
    case 'UserTaskCompleted':
      return t('event.UserTaskCompleted', { element, who: personOf(event.by) });
    case 'JobCreated':
      return t('event.JobCreated', { element, type: event.jobType });
    case 'JobFailed':
      return t('event.JobFailed', { element, retries: event.retries, message: event.message });
    case 'JobErrorThrown':
      return t('event.JobErrorThrown', { element, code: event.errorCode });
    case 'TimerScheduled':
      return t('event.TimerScheduled', { element, due: formatInstant(event.dueAt) });
    case 'DeadlineReached':
      return t('event.DeadlineReached', {
        level: t(`deadlineLevel.${event.level}`),
        element: event.key === undefined ? t('event.theCase') : element,
        due: formatInstant(event.dueAt),
        to: event.to.join(', '),
      });
    case 'SilenceDeemed':
      return t('event.SilenceDeemed', {
        element,
        until: formatInstant(event.until),
        effect: localized(event.effect),
        basis: event.basis ?? '',
      });
    case 'SubscriptionOpened':
      return t('event.SubscriptionOpened', { element, name: event.name ?? '' });
    case 'MessageCorrelated':
    case 'SignalCaught':
      return t(`event.${event.type}`, { element, name: event.name });
    case 'MessagePublished':
    case 'SignalThrown':
      return t(`event.${event.type}`, { element, name: event.name });
    case 'ErrorThrown':
      return t('event.ErrorThrown', { element, code: event.errorCode });
    case 'EscalationThrown':
      return t('event.EscalationThrown', { element, code: event.escalationCode });
    case 'IncidentRaised':
      return t('event.IncidentRaised', { element, message: event.message });
    case 'IncidentResolved':
      return t('event.IncidentResolved', { reason: event.reason ?? '' });
    case 'OverrideRequested':
    case 'OverrideConfirmed': {
      const what = deviationWords(event.deviation, element, nameOf, personOf, t);
      const why = event.type === 'OverrideRequested' ? event.reason : (event.note ?? '');
      return t(`event.${event.type}`, { who: personOf(event.by), what, basis: localized(citation(event.basis)), why });
    }
    case 'OverrideRejected':
      return t('event.OverrideRejected', { who: personOf(event.by), why: event.reason });
    case 'ConflictDeclared':
      return t('event.ConflictDeclared', { who: personOf(event.person), why: event.reason });
    case 'StatutoryClockChanged': {
      const why = event.explanation.map((line) => localized(line.text)).join(' ');
      const action = t(`clockAction.${event.action}`);
      return event.dueAt === undefined
        ? t('event.StatutoryClockRests', { action, why })
        : t('event.StatutoryClockChanged', { action, due: formatInstant(event.dueAt) });
    }
    default:
      return t(`event.${event.type}` as 'event.ElementCompleted', {
        element,
        defaultValue: `${event.type} ${element}`,
      });
  }
}

/** An outcome code in words where we have them, else the code that the model wrote. */
export const outcomeWords = (outcome: string, t: TFunction): string =>
  t(`outcome.${outcome}` as 'outcome.GRANTED', { defaultValue: outcome });
