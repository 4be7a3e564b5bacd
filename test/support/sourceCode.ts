const TOKEN = /('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g
const IMPORT = /(?:^|[;\n])\s*(?:import|export)\b[^'";]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/g

/** A source without its comments; strings that look like comments stay. */
const withoutComments = (text: string): string => text.replace(TOKEN, (_, quoted?: string) => quoted ?? '')

/** A source without its comments and with every string emptied. */
export const withoutStrings = (text: string): string =>
  text.replace(TOKEN, (_, quoted?: string) => (quoted ? "''" : ''))

/** Every module that a source imports or re-exports from, types included. */
export const importsOf = (text: string): string[] =>
  [...withoutComments(text).matchAll(IMPORT)].map(([, from, bare]) => from ?? bare)

/** The package that a bare specifier names: `@a/b/c` -> `@a/b`, `d/e` -> `d`. */
export const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
