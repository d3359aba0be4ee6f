import { describe, expect, it } from 'vitest';
import en from './en.json' with { type: 'json' };
import enBpmn from './en-bpmn.json' with { type: 'json' };
import vi from './vi.json' with { type: 'json' };
import viBpmn from './vi-bpmn.json' with { type: 'json' };
import viDmn from './vi-dmn.json' with { type: 'json' };
import viForms from './vi-forms.json' with { type: 'json' };

interface Texts {
  readonly [key: string]: string | Texts;
}

function flatten(texts: Texts, prefix = ''): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, value]) =>
      typeof value === 'string' ? [[prefix + key, value] as const] : [...flatten(value, `${prefix}${key}.`)],
    ),
  );
}

const holes = (text: string): readonly string[] => (text.match(/{{?[^}]+}?}/g) ?? []).toSorted();

describe('the texts of the workspace', () => {
  it('say the same things in both languages, with the same holes to fill', () => {
    const vietnamese = flatten(vi);
    const english = flatten(en);
    expect([...english.keys()]).toEqual([...vietnamese.keys()]);
    for (const [key, text] of vietnamese) expect([key, holes(english.get(key) ?? '')]).toEqual([key, holes(text)]);
  });

  it('leave no text empty', () => {
    for (const texts of [vi, en]) for (const [key, text] of flatten(texts)) expect(text, key).not.toBe('');
  });

  it('name our own groups of the properties panel in both languages', () => {
    for (const template of Object.keys(enBpmn)) expect(viBpmn, template).toHaveProperty([template]);
  });

  it('keep the placeholders of the widgets', () => {
    for (const texts of [viBpmn, viDmn, viForms]) {
      for (const [template, text] of Object.entries(texts))
        expect([template, holes(text)]).toEqual([template, holes(template)]);
    }
  });
});
