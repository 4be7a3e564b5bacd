import type { Deviation } from '@casimir/experiments'
import { BAND } from '../figures/curves.ts'
import { formatNumber } from '../print/formatNumber.ts'
import { estimateText } from './estimateText.ts'
import type { HeldPoint, HeldResult, HeldRun } from './HeldResult.ts'
import { labelsOf } from './HeldResult.ts'
import { namedPoints } from './pointNames.ts'

const words = { population: 'populations', purity: 'purity', q: '<q>', p: '<p>' } as const
const names = ['population', 'purity', 'q', 'p'] as const

const DIGITS = 3

/** A deviation held against that of the Ehrenfest run nearest to exact: by more than the errors, or without errors to tell. */
interface Excess {
  readonly point: HeldPoint
  readonly own: Deviation
  readonly reference: Deviation
  readonly referenceLabel: string
  readonly isKnown: boolean
}

const nearest = (
  { runs }: HeldPoint,
  name: (typeof names)[number],
  until: number,
): { readonly label: string; readonly deviation: Deviation } | undefined =>
  runs
    .flatMap(({ label, method, deviations }) => {
      const deviation = deviations?.[name]
      return method === 'ehrenfest' && deviation !== undefined && deviations?.until === until
        ? [{ label, deviation }]
        : []
    })
    .sort((a, b) => a.deviation.rms - b.deviation.rms)[0]

const excessAt = (point: HeldPoint, run: HeldRun, name: (typeof names)[number]): ReadonlyArray<Excess> => {
  const own = run.deviations?.[name]
  if (run.method === 'ehrenfest' || own === undefined || run.deviations === undefined || run.deviations.until === 0)
    return []
  const found = nearest(point, name, run.deviations.until)
  if (found === undefined) return []
  const { label: referenceLabel, deviation: reference } = found
  const isKnown = own.error !== undefined && reference.error !== undefined
  const isBeyond = own.rms - reference.rms > BAND * Math.hypot(own.error ?? 0, reference.error ?? 0)
  const isShown = formatNumber(own.rms, DIGITS) !== formatNumber(reference.rms, DIGITS)
  return isBeyond && isShown ? [{ point, own, reference, referenceLabel, isKnown }] : []
}

const where = (result: HeldResult, found: ReadonlyArray<Excess>): string => {
  const [only] = found
  if (result.kind !== 'study' && only !== undefined)
    return ` (${estimateText(only.own.rms, only.own.error, DIGITS)} against ${estimateText(only.reference.rms, only.reference.error, DIGITS)})`
  const points = found.map(({ point }) => point)
  return points.length === result.points.length
    ? ` at all ${points.length} points`
    : ` at ${points.length} of ${result.points.length} points,${namedPoints(result, points)}`
}

const sentenceFor = (result: HeldResult, label: string, isKnown: boolean): ReadonlyArray<string> => {
  const references = new Set<string>()
  const clauses = names.flatMap((name) => {
    const found = result.points.flatMap((point) =>
      point.runs
        .filter((run) => run.label === label)
        .flatMap((run) => excessAt(point, run, name))
        .filter((excess) => excess.isKnown === isKnown),
    )
    for (const { referenceLabel } of found) references.add(referenceLabel)
    return found.length === 0 ? [] : [`in ${words[name]}${where(result, found)}`]
  })
  if (clauses.length === 0) return []
  const reference = [...references].join(' and ')
  return [
    isKnown
      ? `${label} is further from exact than ${reference} by more than two standard errors: ${clauses.join('; ')}.`
      : `${label} is further from exact than ${reference}: ${clauses.join('; ')}. There are no error bars of both to say whether by more than chance.`,
  ]
}

/**
 * Sentences on which methods are further from exact than Ehrenfest, in which quantities and where; empty when there is nothing to compare.
 *
 * By more than the errors is by more than two standard errors of the difference, as the figures have it. Of several Ehrenfest runs the nearest to exact counts; runs whose deviations end at
 * another time than its are not compared.
 */
export const furtherThanEhrenfest = (result: HeldResult): ReadonlyArray<string> => {
  const isComparable = result.points.some(({ runs }) => {
    const measured = runs.filter(({ deviations }) => deviations !== undefined)
    return (
      measured.some(({ method }) => method === 'ehrenfest') && measured.some(({ method }) => method !== 'ehrenfest')
    )
  })
  if (!isComparable) return []
  const labels = labelsOf(result)
  const sentences = [true, false].flatMap((isKnown) => labels.flatMap((label) => sentenceFor(result, label, isKnown)))
  return sentences.length > 0
    ? sentences
    : ['No method is further from exact than ehrenfest by more than two standard errors.']
}
