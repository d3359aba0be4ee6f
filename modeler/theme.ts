import { Anchor, createTheme, DEFAULT_THEME, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** The blue of the seal: shade 8 on white gives 9.6:1. */
const seal: MantineColorsTuple = [
  '#eef3fb',
  '#dbe5f5',
  '#b5c9ea',
  '#8dace0',
  '#6a93d6',
  '#4a7ac9',
  '#3464b4',
  '#28529a',
  '#1c3d7a',
  '#142d5c',
];

/**
 * Mantine's palettes with a last shade that can carry meaning: white on it, and it on its own light tint, give at least 4.5:1
 * (WCAG 2.2 SC 1.4.3). Their own last shades give 4.4:1 (green) and 3.6:1 (orange).
 */
function darkened(colour: 'green' | 'orange' | 'red', darkest: string): MantineColorsTuple {
  const [a, b, c, d, e, f, g, h, i] = DEFAULT_THEME.colors[colour];
  return [a, b, c, d, e, f, g, h, i, darkest];
}

/** System fonts that carry every Vietnamese diacritic: nothing to download. */
const FONT_STACK = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif";

/** Mantine with colours that reach WCAG 2.2 AA: its defaults fail on filled buttons, dimmed text and placeholders. */
export const theme = createTheme({
  primaryColor: 'seal',
  primaryShade: 8,
  autoContrast: true,
  colors: {
    seal,
    green: darkened('green', '#1b6e3c'),
    orange: darkened('orange', '#9a3412'),
    red: darkened('red', '#a61b1b'),
  },
  // A link inside text is known by more than its colour (WCAG 2.2 SC 1.4.1).
  components: { Anchor: Anchor.extend({ defaultProps: { underline: 'always' } }) },
  fontFamily: FONT_STACK,
  headings: { fontFamily: FONT_STACK, fontWeight: '650' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
});

/** Darker stand-ins for the three colours of Mantine that fall below 4.5:1 on white. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#4b5563',
    '--mantine-color-placeholder': '#5f6875',
    '--mantine-color-error': '#a61b1b',
    '--mantine-color-body': '#ffffff',
  },
  dark: {},
});
