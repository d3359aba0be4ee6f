import en from '../i18n/en-bpmn.json' with { type: 'json' };
import vi from '../i18n/vi-bpmn.json' with { type: 'json' };
import { translateModule } from '../widgets/translate.ts';

/** The canvas in the reader's language: bpmn-js and its properties panel in Vietnamese, our own groups in both. */
export const bpmnTextsModule = translateModule({ vi, en });
