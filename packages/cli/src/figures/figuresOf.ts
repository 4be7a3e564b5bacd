import type { Report } from '../Report.ts'
import { energyFigure } from './energyFigure.ts'
import type { Figure } from './Figure.ts'
import { phaseSpaceFigure } from './phaseSpaceFigure.ts'
import { populationsFigure } from './populationsFigure.ts'
import { purityFigure } from './purityFigure.ts'

const fileName = (label: string): string => label.toLowerCase().replace(/[^a-z0-9]+/g, '-')

/** Every figure of a report; one phase-space figure per koopmon run that has snapshots. */
export const figuresOf = (report: Report): ReadonlyArray<Figure> => {
  const koopmons = report.runs.filter((run) => run.result.spec.method.name === 'koopmon')
  return [
    populationsFigure(report),
    purityFigure(report),
    energyFigure(report),
    ...koopmons.flatMap((run) => {
      const name = koopmons.length === 1 ? 'phase-space' : `phase-space-${fileName(run.label)}`
      return phaseSpaceFigure(report, run, name) ?? []
    }),
  ]
}
