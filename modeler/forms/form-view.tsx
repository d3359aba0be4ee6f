import { useEffect, useImperativeHandle, useRef, type Ref } from 'react';
import { Form } from '@bpmn-io/form-js-viewer';
import '@bpmn-io/form-js-viewer/dist/assets/form-js.css';
import { useTranslation } from 'react-i18next';
import type { Json, JsonObject } from '../../engine/index.ts';
import type { Finding } from '../contract.ts';
import formTexts from '../i18n/vi-forms.json' with { type: 'json' };
import { translateModule } from '../widgets/translate.ts';
import { formHeadingsModule } from './headings.ts';
import { holdFindings, type FieldValidator, type HeldFindings } from './held-findings.ts';
import './form-view.css';

export interface FilledForm {
  readonly data: JsonObject;
  /** False when form-js itself found something wrong; it shows that at the fields. */
  readonly valid: boolean;
}

/** What a page may ask of the form it shows. */
export interface FormHandle {
  /** Checks every field, shows what is wrong, and hands over what was typed. */
  submit(): FilledForm;
  /** Shows what the server found at the fields it found it at, and puts the cursor into the first of them. */
  showFindings(findings: readonly Finding[]): void;
  focusFirstFault(): void;
}

interface FormViewProps {
  readonly schema: JsonObject;
  /** Values to start from; a new object loads the form anew. */
  readonly data: JsonObject;
  readonly readOnly?: boolean;
  /** Called with everything typed so far, whether valid or not. */
  readonly onChange?: (data: JsonObject) => void;
  readonly label: string;
  readonly ref?: Ref<FormHandle>;
}

/** A published form, filled in with form-js; its messages speak the reader's language. */
export function FormView({ schema, data, readOnly = false, onChange, label, ref }: FormViewProps) {
  const { i18n } = useTranslation();
  const container = useRef<HTMLDivElement>(null);
  const form = useRef<Form | null>(null);
  const held = useRef<HeldFindings | null>(null);
  const report = useRef(onChange);
  report.current = onChange;
  const typed = useRef<JsonObject | null>(null);
  const loaded = useRef<JsonObject | null>(null);
  const checked = useRef(false);

  useEffect(() => {
    const viewer = new Form(formOptions(container.current));
    form.current = viewer;
    held.current = holdFindings(viewer.get<FieldValidator>('validator'));
    // Switching the language rebuilds the form: what was typed goes back into it.
    const initial = loaded.current === data && typed.current !== null ? typed.current : data;
    loaded.current = data;
    let alive = true;
    let validating = false;
    void viewer.importSchema(schema, structuredClone(initial)).then(() => {
      if (!alive) return;
      viewer.setProperty('readOnly', readOnly);
      viewer.on('changed', (event: { readonly data: JsonObject }) => {
        if (validating) return;
        // form-js goes on changing the object that it announces.
        typed.current = structuredClone(event.data);
        report.current?.(typed.current);
        // Once everything has been checked, a mended field says so while it is typed in: a message that goes only when the
        // cursor leaves would move the page under the next click.
        if (!checked.current) return;
        validating = true;
        viewer.validate();
        validating = false;
      });
    });
    return () => {
      alive = false;
      viewer.destroy();
    };
  }, [schema, data, readOnly, i18n.language]);

  useImperativeHandle(ref, () => {
    const focusFirstFault = (): void =>
      container.current
        ?.querySelector<HTMLElement>('.fjs-has-errors :is(input, textarea, select, button, [tabindex])')
        ?.focus();
    return {
      submit: () => {
        const result = form.current?.submit();
        if (result === undefined) throw new Error('the form is not shown yet');
        checked.current = true;
        const valid = Object.keys(result.errors).length === 0;
        if (!valid) requestAnimationFrame(focusFirstFault);
        return { data: result.data as JsonObject, valid };
      },
      showFindings: (findings) => {
        held.current?.hold(findings, typed.current ?? (data as Json));
        checked.current = true;
        form.current?.validate();
        requestAnimationFrame(focusFirstFault);
      },
      focusFirstFault,
    };
  }, [data]);

  return <div ref={container} className="form-view" role="group" aria-label={label} />;
}

/** `debounce: false`: a click right after a keystroke would otherwise overtake it, and one of the two is lost. */
const formOptions = (container: HTMLElement | null) => ({
  container,
  debounce: false,
  additionalModules: [translateModule({ vi: formTexts }), formHeadingsModule],
});
