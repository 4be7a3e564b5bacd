import type { ComparedRun } from '@casimir/experiments'
import type { Report } from '../Report.ts'
import { coherenceFigure } from './coherenceFigure.ts'
import { energyFigure } from './energyFigure.ts'
import type { Figure } from './Figure.ts'
import { phaseSpaceFigure } from './phaseSpaceFigure.ts'
import { populationsFigure } from './populationsFigure.ts'
import { purityFigure } from './purityFigure.ts'
import { wignerFigure } from './wignerFigure.ts'

const wignerKinds = [
  ['wigner', 'density'],
  ['wigner-bloch', 'difference'],
] as const

const fileName = (label: string): string => label.toLowerCase().replace(/[^a-z0-9]+/g, '-')

/**
 * Every figure of a report; one phase-space figure per koopmon run that has snapshots, and two that hold it against the exact
 * Wigner function where the report has that.
 */
export const figuresOf = (report: Report): ReadonlyArray<Figure> => {
  const koopmons = report.runs.filter((run) => run.result.spec.method.name === 'koopmon')
  const exact = report.runs.find((run) => run.result.spec.method.name === 'exact')
  const suffix = (run: ComparedRun) => (koopmons.length === 1 ? '' : `-${fileName(run.label)}`)
  return [
    populationsFigure(report),
    purityFigure(report),
    ...[coherenceFigure(report) ?? []].flat(),
    energyFigure(report),
    ...koopmons.flatMap((run) => phaseSpaceFigure(report, run, `phase-space${suffix(run)}`) ?? []),
    ...koopmons.flatMap((koopmon) =>
      wignerKinds.flatMap(([name, component]) =>
        exact === undefined
          ? []
          : (wignerFigure(report, { exact, koopmon, component, name: `${name}${suffix(koopmon)}` }) ?? []),
      ),
    ),
  ]
}
