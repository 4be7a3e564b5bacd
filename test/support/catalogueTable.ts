import type { CatalogueRow } from './catalogueRow.ts'
import type { MeasuredRow } from './measureRow.ts'

/** Where the table stands in docs/integrators.md. */
export const TABLE = /<!-- catalogue -->\n([\s\S]*?)<!-- \/catalogue -->/

const mark = (claimed: boolean | 'exact' | undefined): string =>
  claimed === undefined ? '-' : claimed === 'exact' ? 'exact' : claimed ? 'yes' : 'no'

/** The catalogue as a Markdown table: what each row claims, and the measured slopes, problem by problem. */
export const catalogueTable = (
  rows: ReadonlyArray<{ readonly row: CatalogueRow; readonly figures: MeasuredRow }>,
): string =>
  [
    '| method | for | order | measured | symmetric | symplectic or Poisson | norms, spectra, Casimirs | energy bounded | source |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows.map(({ row: { name, family, claims, source }, figures }) => {
      const slopes = figures.slopes.map(({ slope }) => slope.toFixed(2)).join(' ')
      const laws = [claims.symmetric, claims.poisson, claims.invariants, claims.energy].map(mark).join(' | ')
      return `| ${name} | ${family} | ${claims.order} | ${slopes} | ${laws} | ${source} |`
    }),
    '',
  ].join('\n')
