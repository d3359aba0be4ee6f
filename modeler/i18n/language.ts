import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { LocalizedText } from '../../engine/index.ts';
import en from './en.json' with { type: 'json' };
import vi from './vi.json' with { type: 'json' };

export type Language = 'vi' | 'en';

const STORAGE_KEY = 'motcua.language';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof vi };
  }
}

/** Starts i18next in the language that this browser chose last; Vietnamese when it never chose. */
export function startLanguage(): void {
  const stored = localStorage.getItem(STORAGE_KEY);
  void i18next.use(initReactI18next).init({
    lng: stored === 'en' ? 'en' : 'vi',
    fallbackLng: 'vi',
    resources: { vi: { translation: vi }, en: { translation: en } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = currentLanguage();
}

/** Switches every page, `<html lang>` included, and remembers the choice in this browser. */
export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(STORAGE_KEY, language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

export const currentLanguage = (): Language => (i18next.language === 'en' ? 'en' : 'vi');

/** The text in the reader's language; English falls back to Vietnamese, which is always there. */
export function localized(text: LocalizedText | undefined, language: Language = currentLanguage()): string {
  if (text === undefined) return '';
  return language === 'en' ? (text.en ?? text.vi) : text.vi;
}
