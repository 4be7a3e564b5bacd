import { scatteredPopulation } from '../print/populationNames.ts'
import { unfinishedText } from '../print/unfinishedText.ts'
import { dataTable } from './dataTable.ts'
import { estimateText } from './estimateText.ts'
import type { HeldResult, HeldRun } from './HeldResult.ts'
import { runsOf } from './HeldResult.ts'
import { html, type Markup } from './Markup.ts'
import { settingTexts, sweptNames, sweptPaths } from './pointNames.ts'

const sides = ['transmitted', 'reflected'] as const

const numbersOf = (run: HeldRun, levels: number): ReadonlyArray<string> =>
  sides.flatMap((side) =>
    Array.from({ length: levels }, (_, level) =>
      run.inside === undefined
        ? estimateText(run.observables[side]?.[level]?.at(-1), run.errors?.[side]?.[level]?.at(-1), 4)
        : '-',
    ),
  )

const stateOf = ({ inside, status }: HeldRun): string | Markup =>
  inside !== undefined
    ? html`<strong>${unfinishedText(inside)}</strong>`
    : status === 'ok'
      ? 'final'
      : html`<strong>stopped early (${status})</strong>`

/** T and R of every run, marked where they are not final; undefined for problems without scattering. `plane` is where transmission is counted from. */
export const scatteringTable = (result: HeldResult, plane: number | undefined): Markup | undefined => {
  const found = runsOf(result).filter(({ run }) => run.observables.transmitted !== undefined)
  const levels = Math.max(0, ...found.map(({ run }) => run.observables.transmitted?.length ?? 0))
  if (levels === 0) return undefined
  const paths = sweptPaths(result)
  const each = Array.from({ length: levels }, (_, level) => level)
  const heads = paths.length + 1
  return dataTable({
    caption: `Populations beyond (T) and before (R) ${plane === undefined ? 'the transmission plane' : `q = ${plane}`} at the last record, by level, ± one standard error`,
    headings: [
      ...sweptNames(result),
      'method',
      ...['T', 'R'].flatMap((letter) => each.map((level) => `${letter}${level}`)),
      'populations',
      'state',
    ],
    words: [heads + 2 * levels, heads + 2 * levels + 1],
    heads,
    rows: found.map(({ point, run }) => [
      ...settingTexts(point, paths),
      run.label,
      ...numbersOf(run, levels),
      scatteredPopulation(run.method),
      stateOf(run),
    ]),
  })
}
